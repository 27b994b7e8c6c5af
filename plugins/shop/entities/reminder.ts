import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** When staff of a guild were last reminded of orders that wait for them. */
export const Reminder = defineEntity({
  name: 'Reminder',
  properties: {
    guild: p.string().primary().length(20),
    at: p.datetime(3),
  },
});
export type Reminder = InferEntity<typeof Reminder>;
