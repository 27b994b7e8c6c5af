import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** Somebody who may not buy. */
export const Block = defineEntity({
  name: 'Block',
  properties: {
    guild: p.string().length(20).primary(),
    user: p.string().length(20).primary().index(),
    reason: p.string().length(300).nullable(),
    by: p.string().length(20),
    at: p.datetime(3),
  },
});
export type Block = InferEntity<typeof Block>;
