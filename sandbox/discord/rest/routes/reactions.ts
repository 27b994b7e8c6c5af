import type { Route } from '../route.ts';

export const reactionRoutes: readonly Route[] = [];
