import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** The roles that new types of tickets begin with, where nobody chooses others. */
export const ServerStaff = defineEntity({
  name: 'ServerStaff',
  properties: { guild: p.string().length(20).primary(), roles: p.json<string[]>() },
});
export type ServerStaff = InferEntity<typeof ServerStaff>;
