import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** What a buyer says of an order that was delivered. There is one for each. */
export const Vouch = defineEntity({
  name: 'Vouch',
  indexes: [{ properties: ['guild', 'createdAt'] }, { properties: ['guild', 'stars'] }],
  properties: {
    order: p.string().length(24).primary(),
    guild: p.string().length(20),
    buyer: p.string().length(20).index(),
    /** From 1 to 5. */
    stars: p.integer(),
    /** Empty: they only gave stars. */
    text: p.text(),
    createdAt: p.datetime(3),
    editedAt: p.datetime(3).nullable(),
    /** What staff say to it. */
    answer: p.text().nullable(),
    answeredBy: p.string().length(20).nullable(),
    answeredAt: p.datetime(3).nullable(),
    /** Counts the changes. */
    version: p.integer(),
  },
});
export type Vouch = InferEntity<typeof Vouch>;
