import { type EntityManager, LockMode } from '@mikro-orm/core';
import { Coupon } from './entities/coupon.ts';
import { Product } from './entities/product.ts';

/**
 * The product, kept from all others who want to sell or stock it until the transaction ends: those wait. Whoever locks
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
export async function lockCoupon(
  em: EntityManager,
  guild: string,
  code: string,
): Promise<Coupon | undefined> {
  const found = await em.findOne(
    Coupon,
    { codeKey: `${guild}:${code}` },
    { lockMode: LockMode.PESSIMISTIC_WRITE, disableIdentityMap: true },
  );
  return found ?? undefined;
}
