import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** Somebody who wants to hear when a product can be bought again. */
export const Waiter = defineEntity({
  name: 'Waiter',
  uniques: [{ properties: ['product', 'user'] }],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20).index(),
    product: p.string().length(12),
    user: p.string().length(20).index(),
    /** Where they asked, for whoever takes no direct messages. */
    channel: p.string().length(20),
    at: p.datetime(3),
  },
});
export type Waiter = InferEntity<typeof Waiter>;
