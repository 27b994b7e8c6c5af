import type { Route } from '../route.ts';

export const roleRoutes: readonly Route[] = [];
