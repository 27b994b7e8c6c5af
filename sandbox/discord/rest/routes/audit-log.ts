import type { Route } from '../route.ts';

export const auditLogRoutes: readonly Route[] = [];
