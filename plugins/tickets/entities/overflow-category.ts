import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A category that the bot made because another one was full. It goes when it is empty. */
export const OverflowCategory = defineEntity({
  name: 'OverflowCategory',
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20).index(),
    /** The category that it stands in for. */
    origin: p.string().length(20),
    /** Stands behind the name: 2 for the first. */
    number: p.integer(),
    /** Null while it is being made. */
    channel: p.string().length(20).nullable().unique(),
    /** When Discord was asked for it last. */
    askedAt: p.datetime(3),
    /** `<origin>:<number>`: none twice. */
    numberKey: p.string().length(32).unique(),
  },
});
export type OverflowCategory = InferEntity<typeof OverflowCategory>;
