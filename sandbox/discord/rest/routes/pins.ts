import type { Route } from '../route.ts';

export const pinRoutes: readonly Route[] = [];
