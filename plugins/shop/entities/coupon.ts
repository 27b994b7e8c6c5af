import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A word that makes something cost less. */
export const Coupon = defineEntity({
  name: 'Coupon',
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20).index(),
    /** In capital letters. */
    code: p.string().length(32),
    /** How many percent less; null: an amount. */
    percent: p.integer().nullable(),
    /** How much less, in minor units of `currency`; null: percent. */
    amount: p.bigint('number').nullable(),
    currency: p.string().length(3).nullable(),
    /** The only product that it is for. */
    product: p.string().length(12).nullable(),
    /** How often it may be used in all, and by one person. */
    uses: p.integer().nullable(),
    perBuyer: p.integer().nullable(),
    endsAt: p.datetime(3).nullable(),
    createdBy: p.string().length(20),
    createdAt: p.datetime(3),
    removedAt: p.datetime(3).nullable(),
    /** `<guild>:<code>` while it is there. */
    codeKey: p.string().length(56).nullable().unique(),
  },
});
export type Coupon = InferEntity<typeof Coupon>;
