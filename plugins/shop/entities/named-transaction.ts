import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A transaction that a buyer named for an order, also one that counts for another order. */
export const NamedTransaction = defineEntity({
  name: 'NamedTransaction',
  uniques: [{ properties: ['order', 'key'] }],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20).index(),
    order: p.string().length(24),
    buyer: p.string().length(20).index(),
    /** The id as its network writes it; null: its buyer asked to be forgotten. */
    transaction: p.string().length(120).nullable(),
    /** As `transaction-key.ts` writes it. */
    key: p.string().length(160).index(),
    /** The same while it counts for this order: for one order at a time. */
    heldKey: p.string().length(160).nullable().unique(),
    at: p.datetime(3),
  },
});
export type NamedTransaction = InferEntity<typeof NamedTransaction>;
