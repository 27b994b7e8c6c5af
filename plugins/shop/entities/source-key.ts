import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** What a program of the guild's owner signs its reports of payments with. A guild has one, or none. */
export const SourceKey = defineEntity({
  name: 'SourceKey',
  properties: {
    guild: p.string().length(20).primary(),
    /** Sealed. */
    key: p.text(),
    by: p.string().length(20).index(),
    at: p.datetime(3),
  },
});
export type SourceKey = InferEntity<typeof SourceKey>;
