import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A member who went to Roblox to sign in there, until they come back and say yes to what they proved. */
export const SignIn = defineEntity({
  name: 'SignIn',
  properties: {
    /** SHA-256 of the state that comes back with the member's browser. */
    id: p.string().primary().length(64),
    guild: p.string().length(20).index(),
    user: p.string().length(20).index(),
    /** The language that the member reads Discord in. */
    locale: p.string().length(10),
    /** Null once the member is back: an answer of Roblox is looked at once. */
    nonce: p.string().length(64).nullable(),
    verifier: p.string().length(64).nullable(),
    expiresAt: p.datetime(3).index(),
    /** The id of the Roblox account that was proven. */
    account: p.string().length(20).nullable(),
    /** SHA-256 of the token on the page that asks whether to go on. */
    confirmation: p.string().length(64).nullable().unique(),
    /** `<guild>:<user>`: one at a time. */
    userKey: p.string().length(41).unique(),
  },
});
export type SignIn = InferEntity<typeof SignIn>;
