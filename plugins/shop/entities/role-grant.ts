import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A role that an order gives its buyer: the product's, or the one of all customers. */
export const RoleGrant = defineEntity({
  name: 'RoleGrant',
  indexes: [{ properties: ['guild', 'user', 'role'] }, { properties: ['guild', 'endedAt', 'takenAt'] }],
  properties: {
    order: p.string().length(24).primary(),
    role: p.string().length(20).primary(),
    guild: p.string().length(20),
    user: p.string().length(20).index(),
    /** For how long, from when it is there; null: for good. */
    minutes: p.integer().nullable(),
    /** The member had it before, and no order gave it to them: it stays when this is over. */
    heldBefore: p.boolean().default(false),
    /** When the bot last saw to it that the member has it; null: it is to be given. */
    givenAt: p.datetime(3).nullable(),
    /**
     * Since when the member was there who has it: who leaves and comes back is a new member, without roles. Discord's own
     * time, and compared with nothing else.
     */
    memberSince: p.datetime(3).nullable(),
    /** When its time is over; null: it has none, or it has not begun. */
    endsAt: p.datetime(3).nullable(),
    /** Since when it is no longer theirs: its time is over, or the money went back. */
    endedAt: p.datetime(3).nullable(),
    /** When it was seen to that the member has it no more. */
    takenAt: p.datetime(3).nullable(),
    /** Why Discord has it otherwise. Staff were told. */
    problem: p.string().length(20).nullable(),
  },
});
export type RoleGrant = InferEntity<typeof RoleGrant>;
