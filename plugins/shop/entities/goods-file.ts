import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/**
 * A file that every buyer of a product gets, or one of them in place of what was bad. One that buyers have stays for them when
 * the product gets another.
 */
export const GoodsFile = defineEntity({
  name: 'GoodsFile',
  properties: {
    id: p.string().primary().length(12),
    guild: p.string().length(20).index(),
    product: p.string().length(12).index(),
    name: p.string().length(100),
    /** Its bytes as base64, sealed. */
    content: p.text(),
    at: p.datetime(3),
  },
});
export type GoodsFile = InferEntity<typeof GoodsFile>;
