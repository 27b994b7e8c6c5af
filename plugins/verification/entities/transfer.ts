import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** Somebody has proven that a linked account is theirs. The one who has the link is asked to give it up. */
export const Transfer = defineEntity({
  name: 'Transfer',
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20).index(),
    /** The id of the Roblox account. */
    account: p.string().length(20),
    name: p.string().length(50),
    displayName: p.string().length(50),
    from: p.string().length(20).index(),
    to: p.string().length(20).index(),
    askedAt: p.datetime(3),
    expiresAt: p.datetime(3).index(),
    /** `<guild>:<account>`: the newest question counts. */
    accountKey: p.string().length(41).unique(),
  },
});
export type Transfer = InferEntity<typeof Transfer>;
