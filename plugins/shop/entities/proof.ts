import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** What a buyer shows to say that they paid. */
export const Proof = defineEntity({
  name: 'Proof',
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20).index(),
    order: p.string().length(24).index(),
    buyer: p.string().length(20).index(),
    /** As they typed it. */
    text: p.string().length(300).nullable(),
    /** The transaction id in it, as its network writes it; null: none was found. */
    transaction: p.string().length(120).nullable(),
    /** As `transaction-key.ts` writes it: none is used twice. */
    transactionKey: p.string().length(160).nullable().unique(),
    picture: p.string().length(12).nullable(),
    at: p.datetime(3),
  },
});
export type Proof = InferEntity<typeof Proof>;
