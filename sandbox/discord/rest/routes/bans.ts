import type { Route } from '../route.ts';

export const banRoutes: readonly Route[] = [];
