import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** What can happen to an order. */
export const happeningKinds = [
  'created',
  'moved',
  'completed',
  'cancelled',
  'reopened',
  'assigned',
  'noted',
  'attached',
  'details',
  'customer',
  'price',
  'due',
  'channel',
] as const;

export type HappeningKind = (typeof happeningKinds)[number];

/** A line in the history of an order. Lines are added and never changed. */
export const Happening = defineEntity({
  name: 'Happening',
  indexes: [{ properties: ['guild', 'at'] }],
  uniques: [{ properties: ['order', 'version', 'kind'] }],
  properties: {
    id: p.string().primary().length(12),
    order: p.string().length(18),
    guild: p.string().length(20),
    /** The order's version that came of it. */
    version: p.integer(),
    kind: p.string().length(10).$type<HappeningKind>(),
    at: p.datetime(3),
    /** The id of a user, or `automatic`. */
    actor: p.string().length(20).index(),
    /** Values as they are kept: ids of steps and users, minor units with a currency, times in ISO 8601. */
    from: p.text().nullable(),
    to: p.text().nullable(),
    /** Why, or the text of a note. */
    text: p.text().nullable(),
  },
});
export type Happening = InferEntity<typeof Happening>;
