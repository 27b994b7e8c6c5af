import type { Money } from '@guildhall/sdk';
import type { Coupon } from '../entities/coupon.ts';

/** What a number of things costs. */
export interface Sum {
  readonly subtotal: number;
  readonly discount: number;
  readonly total: number;
}

/**
 * Adds an order up, in minor units. A percentage is rounded down, in favour of the shop by less than one unit; a
 * discount is never more than the things cost. @returns undefined when it is more than can be counted exactly.
 */
export function sumOf(
  price: number,
  quantity: number,
  coupon?: Pick<Coupon, 'percent' | 'amount'> | undefined,
): Sum | undefined {
  const subtotal = price * quantity;
  if (!Number.isSafeInteger(subtotal)) {
    return undefined;
  }
  const less = coupon
    ? (coupon.amount ?? Number((BigInt(subtotal) * BigInt(coupon.percent ?? 0)) / 100n))
    : 0;
  const discount = Math.min(less, subtotal);
  return { subtotal, discount, total: subtotal - discount };
}

/** Whether nothing is to be paid for something, whatever it is paid in. */
export const isFree = ({ prices }: { readonly prices: readonly Money[] }): boolean =>
  prices.every(({ amount }) => amount === 0);

/** Whether it is free in one of its currencies at least. */
export const isFreeInOne = ({ prices }: { readonly prices: readonly Money[] }): boolean =>
  prices.some(({ amount }) => amount === 0);

/** The price in a currency, or the usual one. */
export function priceIn(prices: readonly Money[], currency?: string): Money | undefined {
  return currency === undefined ? prices[0] : prices.find((price) => price.currency === currency);
}
