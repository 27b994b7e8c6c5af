import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** Somebody who waits for a pad. The row goes when they get it, give up, or miss their turn. */
export const Waiting = defineEntity({
  name: 'Waiting',
  indexes: [{ properties: ['guild', 'pad', 'since'] }],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20),
    pad: p.integer(),
    user: p.string().length(20).index(),
    /** Where they asked for it; they are told there. */
    channel: p.string().length(20),
    since: p.datetime(3),
    /** It is their turn: until then the pad is kept for them. */
    heldUntil: p.datetime(3).nullable().index(),
    told: p.boolean().default(false),
    /** `<guild>:<pad>:<user>`: one place in a line. */
    placeKey: p.string().length(64).unique(),
  },
});
export type Waiting = InferEntity<typeof Waiting>;
