import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/**
 * Where an item is: to be had, kept for an order that is not paid yet, sold, given out in vain (replaced, refunded), or
 * taken out by staff.
 */
export const itemStates = ['available', 'reserved', 'sold', 'burnt', 'withdrawn'] as const;
export type ItemState = (typeof itemStates)[number];

/** One thing that is sold once: a code, an account. It is sealed, and belongs to at most one order. */
export const StockItem = defineEntity({
  name: 'StockItem',
  indexes: [{ properties: ['product', 'state', 'number'] }],
  uniques: [{ properties: ['product', 'number'] }, { properties: ['product', 'fingerprint'] }],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20).index(),
    product: p.string().length(12),
    /** Counts up in each product, from 1: the first in is the first out. */
    number: p.integer(),
    state: p.string().length(10).$type<ItemState>(),
    content: p.text(),
    fingerprint: p.string().length(43),
    /** The order that it is kept for or was sold with. */
    order: p.string().length(24).nullable().index(),
    addedBy: p.string().length(20),
    addedAt: p.datetime(3),
  },
});
export type StockItem = InferEntity<typeof StockItem>;
