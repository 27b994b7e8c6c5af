import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** What a buyer shows to say that they paid. */
export const Proof = defineEntity({
  name: 'Proof',
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20).index(),
    order: p.string().length(24).index(),
    buyer: p.string().length(20).index(),
    /** As they typed it: the transaction ids, or words where the way to pay has none. */
    text: p.string().length(300).nullable(),
    /** Who sent the money, as they say. */
    sender: p.string().length(100).nullable(),
    picture: p.string().length(12).nullable(),
    at: p.datetime(3),
  },
});
export type Proof = InferEntity<typeof Proof>;
