import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** Who wrote last in a ticket, and who waits for whom. */
export const Activity = defineEntity({
  name: 'Activity',
  properties: {
    ticket: p.string().length(12).primary(),
    guild: p.string().length(20).index(),
    /** When it was opened, or opened again: what was written before does not count. */
    since: p.datetime(3),
    /** When its creator, or somebody who was added, wrote last since then. */
    guestAt: p.datetime(3).nullable(),
    /** When staff wrote last since then. */
    staffAt: p.datetime(3).nullable(),
    /** Since when somebody waits for an answer of staff; null: staff wrote last. */
    askedAt: p.datetime(3).nullable(),
    /** Since when its creator is not on the server; null: they are there. */
    leftAt: p.datetime(3).nullable(),
    /** When they came back, where staff had been told that they left. */
    returnedAt: p.datetime(3).nullable(),
    /** Counts the changes. Whoever writes names the one they saw. */
    version: p.integer(),
  },
});
export type Activity = InferEntity<typeof Activity>;
