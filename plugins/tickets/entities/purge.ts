import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** Somebody has many old tickets deleted. */
export const Purge = defineEntity({
  name: 'Purge',
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20).index(),
    by: p.string().length(20).index(),
    /** Tickets that were closed before this moment. */
    before: p.datetime(3),
    /** Only those of this type. */
    type: p.string().length(12).nullable(),
    /** Only archived ones. */
    archivedOnly: p.boolean(),
    /** How many there were when it was begun. */
    total: p.integer(),
    startedAt: p.datetime(3),
    finishedAt: p.datetime(3).nullable(),
    /** The channel that shows how far it is. */
    channel: p.string().length(20),
    /** The guild, while it runs: one at a time. */
    runningKey: p.string().length(20).nullable().unique(),
  },
});
export type Purge = InferEntity<typeof Purge>;
