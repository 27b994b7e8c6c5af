import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** What the creator of a ticket thought of it when it was closed, or that they were asked. */
export const Rating = defineEntity({
  name: 'Rating',
  indexes: [{ properties: ['guild', 'id'] }],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20),
    ticket: p.string().length(12).index(),
    /** `<ticket>:<its version when it was closed>`: each closing is asked about once. */
    closing: p.string().length(32).unique(),
    /** Who was asked. */
    user: p.string().length(20).index(),
    /** From 1 to 5; null: they have not said. */
    stars: p.integer().nullable(),
    comment: p.string().length(1000).nullable(),
    askedAt: p.datetime(3),
    ratedAt: p.datetime(3).nullable(),
    /** The message that shows it to staff. */
    logMessage: p.string().length(20).nullable(),
    logChannel: p.string().length(20).nullable(),
  },
});
export type Rating = InferEntity<typeof Rating>;
