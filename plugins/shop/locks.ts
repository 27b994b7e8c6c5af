import { type EntityManager, LockMode } from '@mikro-orm/core';
import { Coupon } from './entities/coupon.ts';
import type { Method } from './entities/method.ts';
import { Product } from './entities/product.ts';

/**
 * The product, kept from all others who want to sell, stock or edit it until the transaction ends: those wait. Whoever locks
 * several things locks the product first, then the coupon, then writes the order, so that no two wait for each other.
 */
export async function lockProduct(
  em: EntityManager,
  guild: string,
  id: string,
): Promise<Product | undefined> {
  const found = await em.findOne(
    Product,
    { guild, id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, disableIdentityMap: true },
  );
  return found ?? undefined;
}

/** The same for the coupon that people call by `code`. */
export const lockCoupon = (em: EntityManager, guild: string, code: string): Promise<Coupon | undefined> =>
  lockCouponWhere(em, { codeKey: `${guild}:${code}` });

/** The same for one that an order used, also when it was taken away since. */
export const lockUsedCoupon = (em: EntityManager, id: string): Promise<Coupon | undefined> =>
  lockCouponWhere(em, { id });

async function lockCouponWhere(
  em: EntityManager,
  where: { readonly codeKey: string } | { readonly id: string },
): Promise<Coupon | undefined> {
  const options = { lockMode: LockMode.PESSIMISTIC_WRITE, disableIdentityMap: true } as const;
  return (await em.findOne(Coupon, where, options)) ?? undefined;
}

/**
 * Keeps all others from adding one more to a guild until the transaction ends: take it before you count how many there are.
 * The oldest one stands for all, also when it was taken away; where there never was one, no limit is near.
 */
export async function lockAdding(
  em: EntityManager,
  entity: typeof Product | typeof Method,
  guild: string,
): Promise<void> {
  const oldest = { createdAt: 'asc', id: 'asc' } as const;
  await em.findOne(
    entity as typeof Product,
    { guild },
    { orderBy: oldest, fields: ['id'], lockMode: LockMode.PESSIMISTIC_WRITE, disableIdentityMap: true },
  );
}
