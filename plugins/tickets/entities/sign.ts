import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** The name and topic of a ticket's channel as we wrote them last. Discord lets us write them twice in ten minutes. */
export const Sign = defineEntity({
  name: 'Sign',
  properties: {
    ticket: p.string().length(12).primary(),
    guild: p.string().length(20).index(),
    name: p.string().length(100),
    /** Empty for a thread. */
    topic: p.text(),
    /** When it was written last, and the time before that. */
    lastAt: p.datetime(3).nullable(),
    beforeAt: p.datetime(3).nullable(),
    /** Discord said that it takes nothing before then. */
    heldUntil: p.datetime(3).nullable(),
  },
});
export type Sign = InferEntity<typeof Sign>;
