import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/**
 * A payment that a payment source says it saw. Each is here once, however often it is reported: under the name that its
 * source has for it, and once for each output of a transaction. One transaction can hold several payments.
 */
export const Sighting = defineEntity({
  name: 'Sighting',
  uniques: [{ properties: ['guild', 'origin'] }],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20),
    /** `<source>:<what it calls the payment>`. */
    origin: p.string().length(101),
    /** The name of the source. */
    source: p.string().length(20),
    /** As its network writes it; null: the source knows none. */
    transaction: p.string().length(120).nullable(),
    /** As `transaction-key.ts` writes it. */
    transactionKey: p.string().length(160).nullable().index(),
    /** The same and the output; null: the source says none, and tells payments apart by their names alone. */
    outputKey: p.string().length(201).nullable().unique(),
    /** The order that it pays; null: nobody knows. */
    order: p.string().length(24).nullable().index(),
    /** The payment itself named the order; otherwise its buyer named the payment, which others can see, too. */
    named: p.boolean(),
    /** In atomic units of a coin, or minor units of a currency: decimal digits. */
    units: p.string().length(60),
    /** The code of the coin or currency. */
    currency: p.string().length(8),
    /** The source will not take it back. */
    settled: p.boolean(),
    /** When it was paid, as the source says. */
    paidAt: p.datetime(3),
    seenAt: p.datetime(3),
  },
});
export type Sighting = InferEntity<typeof Sighting>;
