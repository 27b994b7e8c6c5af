import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** Something that an order brought its buyer. Rows stay: what was bought can be read again for ever. */
export const Deliverable = defineEntity({
  name: 'Deliverable',
  indexes: [{ properties: ['order', 'number'] }],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20).index(),
    order: p.string().length(24),
    /** Counts up in each order, from 1. */
    number: p.integer(),
    /** The item of the stock; no item is delivered with two orders. */
    item: p.string().length(12).nullable().unique(),
    /** The file, where it is one. */
    file: p.string().length(12).nullable().index(),
    /** Sealed, where it is neither. */
    content: p.text().nullable(),
    /** `replaced`: another one came instead. `revoked`: the money went back. */
    state: p.string().length(10).$type<'current' | 'replaced' | 'revoked'>(),
    /** When the buyer was first shown it. */
    shownAt: p.datetime(3).nullable(),
    addedAt: p.datetime(3),
  },
});
export type Deliverable = InferEntity<typeof Deliverable>;
