import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** What a vouch said before its buyer changed it. Rows are added and never changed. */
export const VouchEdit = defineEntity({
  name: 'VouchEdit',
  properties: {
    order: p.string().length(24).primary(),
    /** The version of the vouch that it was. */
    version: p.integer().primary(),
    guild: p.string().length(20).index(),
    stars: p.integer(),
    text: p.text(),
    /** When it was changed. */
    at: p.datetime(3),
  },
});
export type VouchEdit = InferEntity<typeof VouchEdit>;
