import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

export type PrincipalKind = 'user' | 'role';

/** Somebody may do something in a guild. The row goes when it is taken back, ends, or nobody is left to have it. */
export const Grant = defineEntity({
  name: 'Grant',
  uniques: [{ properties: ['guild', 'what', 'kind', 'principal'] }],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20),
    /** The full name of a capability (`pads.host.training`), or a plugin for all that it has (`pads`). */
    what: p.string().length(160),
    kind: p.string().length(8).$type<PrincipalKind>(),
    /** The id of the user or the role. */
    principal: p.string().length(20).index(),
    /** When the user had joined the guild: a grant is for one membership, and does not come back with a new one. */
    memberSince: p.datetime(3).nullable(),
    endsAt: p.datetime(3).nullable().index(),
    givenBy: p.string().length(20).index(),
    givenAt: p.datetime(3),
    reason: p.string().length(300).nullable(),
  },
});
export type Grant = InferEntity<typeof Grant>;
