import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A message with buttons or a menu, by which members open tickets. */
export const Panel = defineEntity({
  name: 'Panel',
  indexes: [{ properties: ['guild', 'at'] }],
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20),
    /** The channel that it belongs in. */
    channel: p.string().length(20).index(),
    /** Its channel, for one panel of each channel: that which comes to the bottom when somebody asks for one there. */
    channelKey: p.string().length(20).nullable().unique(),
    /** Null: the usual one, in the language of the guild. */
    title: p.string().length(100).nullable(),
    text: p.text().nullable(),
    style: p.string().length(8).$type<'buttons' | 'menu'>(),
    /** Ids of the types that it offers; none: all that there are. */
    types: p.json<string[]>(),
    /** Messages that showed it before and are to go. */
    leftovers: p.json<{ readonly channel: string; readonly message: string }[]>(),
    at: p.datetime(3),
    removedAt: p.datetime(3).nullable(),
    version: p.integer(),
  },
});
export type Panel = InferEntity<typeof Panel>;
