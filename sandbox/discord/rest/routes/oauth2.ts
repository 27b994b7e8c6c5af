import type { Route } from '../route.ts';

export const oauth2Routes: readonly Route[] = [];
