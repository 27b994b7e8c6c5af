import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Proof } from './link.ts';

/**
 * What can happen to a link: it is made, proven again, replaced by another account, taken away, moved to another member
 * (which is two happenings, one for each of them), or the account gets another name.
 */
export const happeningKinds = [
  'linked',
  'confirmed',
  'replaced',
  'unlinked',
  'moved-away',
  'moved-here',
  'renamed',
] as const;

export type HappeningKind = (typeof happeningKinds)[number];

/** A line of the history. Lines are added and never changed; a person who is forgotten leaves them without names. */
export const Happening = defineEntity({
  name: 'Happening',
  indexes: [{ properties: ['guild', 'user', 'id'] }, { properties: ['guild', 'kind', 'at'] }],
  properties: {
    /** Counts up, so that lines of the same moment keep their order. */
    id: p.integer().primary().autoincrement(),
    guild: p.string().length(20),
    user: p.string().length(20).index(),
    at: p.datetime(3),
    kind: p.string().length(12).$type<HappeningKind>(),
    account: p.string().length(20).nullable(),
    /** What the account was called at that time. */
    name: p.string().length(50).nullable(),
    how: p.string().length(8).$type<Proof>().nullable(),
    by: p.string().length(20).index(),
    reason: p.string().length(300).nullable(),
  },
});
export type Happening = InferEntity<typeof Happening>;
