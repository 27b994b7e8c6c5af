import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** The number of the newest ticket of a guild; 0 where none was opened yet. A guild is locked by this row. */
export const Counter = defineEntity({
  name: 'Counter',
  properties: { guild: p.string().length(20).primary(), last: p.integer() },
});
export type Counter = InferEntity<typeof Counter>;
