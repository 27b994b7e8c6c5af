import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A line in the record of a ticket. Lines are added and never changed. */
export const Happening = defineEntity({
  name: 'Happening',
  indexes: [{ properties: ['guild', 'at'] }, { properties: ['ticket', 'version'] }],
  properties: {
    id: p.string().primary().length(12),
    ticket: p.string().length(12),
    guild: p.string().length(20),
    /** The ticket's version that came of it. */
    version: p.integer(),
    /** As the audit log calls it, such as `close`. */
    action: p.string().length(20),
    at: p.datetime(3),
    /** The id of a user, or `automatic`. */
    actor: p.string().length(20).index(),
    from: p.text().nullable(),
    to: p.text().nullable(),
    reason: p.string().length(300).nullable(),
  },
});
export type Happening = InferEntity<typeof Happening>;
