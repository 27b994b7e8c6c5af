import type { Message } from '@guildhall/sdk';
import type { Coupon } from '../entities/coupon.ts';
import plugin from '../plugin.ts';
import { couponList, couponView } from '../views/coupons.ts';
import type { Reader } from '../views/words.ts';

/** One coupon, for whoever did something with it. */
export async function couponAnswer(
  coupon: Coupon,
  done: 'added' | 'edited' | 'removed',
  reader: Reader,
): Promise<Message> {
  return couponView({ coupon, ...(await factsOf([coupon])) }, done, reader);
}

/** A page of all coupons. @param page from 0. */
export async function couponsAnswer(guild: string, page: number, reader: Reader): Promise<Message> {
  const found = await plugin.parts.coupons.list(guild, page);
  return couponList({ page: found, ...(await factsOf(found.rows)) }, reader);
}

/** How often these are used, and what their products are called. */
async function factsOf(coupons: readonly Coupon[]) {
  const { products } = plugin.parts;
  const named = await Promise.all(
    coupons.map(async ({ guild, product }) => product && (await products.find(guild, product))),
  );
  return {
    uses: await plugin.parts.coupons.uses(coupons.map(({ id }) => id)),
    products: new Map(named.filter((one) => one != null && one !== '').map((one) => [one.id, one.name])),
  };
}
