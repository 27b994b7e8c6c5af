import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** When a bind holds: by a rank in a group, or by being in it at all. */
export const conditions = ['equal', 'at-least', 'range', 'member', 'not-member'] as const;
export type Condition = (typeof conditions)[number];

/** Ties ranks of a Roblox group to roles of a guild. */
export const Bind = defineEntity({
  name: 'Bind',
  indexes: [{ properties: ['guild', 'priority'] }],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20),
    /** The id of the Roblox group. */
    group: p.string().length(20),
    groupName: p.string().length(100),
    condition: p.string().length(12).$type<Condition>(),
    /** The rank, or the lowest one of a range; 1 to 255. */
    rank: p.integer().nullable(),
    /** The highest rank of a range. */
    toRank: p.integer().nullable(),
    /** Roles that a member has while the bind holds. */
    gives: p.json<string[]>(),
    /** Roles that a member does not have while the bind holds. */
    takes: p.json<string[]>(),
    /** Where two binds disagree, the higher one decides. */
    priority: p.integer().default(0),
  },
});
export type Bind = InferEntity<typeof Bind>;
