import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** How a link came about: by words in the profile, by signing in at Roblox, or by a decision of staff. */
export type Proof = 'code' | 'oauth' | 'staff';

/** A member's Roblox account, as it is now. The row goes with the link; what was is in the history. */
export const Link = defineEntity({
  name: 'Link',
  indexes: [
    { properties: ['guild', 'user'] },
    { properties: ['guild', 'account'] },
    { properties: ['guild', 'linkedAt'] },
  ],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20),
    user: p.string().length(20).index(),
    /** The id of the Roblox account. */
    account: p.string().length(20),
    /** The account's names when we last looked. */
    name: p.string().length(50),
    displayName: p.string().length(50),
    how: p.string().length(8).$type<Proof>(),
    /** Who made it: the member, or somebody of the staff. */
    by: p.string().length(20),
    linkedAt: p.datetime(3),
    /** When roles and nickname were last brought up to date. */
    refreshedAt: p.datetime(3).nullable(),
    /** `<guild>:<user>`: one account a member. */
    userKey: p.string().length(41).unique(),
    /** `<guild>:<account>` where the guild allows one member an account. */
    accountKey: p.string().length(41).nullable().unique(),
  },
});
export type Link = InferEntity<typeof Link>;
