import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A verification that has begun: words were given out, and nobody has seen them in the profile yet. */
export const Pending = defineEntity({
  name: 'Pending',
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20).index(),
    user: p.string().length(20).index(),
    /** The id of the Roblox account. It is the one, whatever it is called by the time the words are looked for. */
    account: p.string().length(20),
    name: p.string().length(50),
    /** Who began it: the member, or somebody of the staff. */
    by: p.string().length(20),
    /** SHA-256 of the words. */
    hash: p.string().length(64),
    expiresAt: p.datetime(3).index(),
    /** How often somebody had the profile looked at. */
    tries: p.integer().default(0),
    triedAt: p.datetime(3).nullable(),
    /** How often there were new words. */
    renewals: p.integer().default(0),
    /** `<guild>:<user>`: one at a time. */
    userKey: p.string().length(41).unique(),
  },
});
export type Pending = InferEntity<typeof Pending>;
