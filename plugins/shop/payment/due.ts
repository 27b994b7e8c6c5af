import type { Order } from '../entities/order.ts';
import type { Due } from './payment-format.ts';

/** What is to be paid for an order. @param shop the name of the guild. @returns undefined where words alone say it. */
export function dueOf(order: Order, shop: string): Due | undefined {
  const { id, address, units, total, currency } = order;
  return address
    ? { price: { amount: total, currency }, units: units ?? undefined, address, reference: id, shop }
    : undefined;
}
