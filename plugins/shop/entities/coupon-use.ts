import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A coupon that an order used. Whoever does not pay gives the use back. */
export const CouponUse = defineEntity({
  name: 'CouponUse',
  indexes: [{ properties: ['coupon', 'releasedAt'] }],
  properties: {
    order: p.string().length(24).primary(),
    guild: p.string().length(20).index(),
    coupon: p.string().length(12),
    buyer: p.string().length(20).index(),
    usedAt: p.datetime(3),
    releasedAt: p.datetime(3).nullable(),
  },
});
export type CouponUse = InferEntity<typeof CouponUse>;
