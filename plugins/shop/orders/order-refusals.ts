import { Refusal } from '@guildhall/sdk';
import type { Order } from '../entities/order.ts';
import type { ShopSettings } from '../settings.ts';
import { isBooked, type Payment } from './order-states.ts';

/** What somebody is told who comes too late, by where the money is. */
const codes: Readonly<Record<Payment, string>> = {
  awaiting: 'not-submitted',
  submitted: 'already-submitted',
  reviewing: 'already-submitted',
  late: 'already-submitted',
  captured: 'already-approved',
  'part-refunded': 'already-approved',
  refunded: 'already-refunded',
  'charged-back': 'already-refunded',
  cancelled: 'already-cancelled',
  expired: 'already-expired',
};

/** Why something cannot be done with an order as it stands, with who brought it there. */
export function standingRefusal(
  order: Pick<Order, 'id' | 'payment' | 'fulfilment' | 'approvedBy' | 'changedAt'>,
): Refusal {
  const { id, payment, fulfilment, approvedBy, changedAt } = order;
  const code = isBooked(order)
    ? 'already-booked'
    : fulfilment === 'revoked'
      ? 'already-refunded'
      : codes[payment];
  return new Refusal(code, { id, user: approvedBy ?? null, at: changedAt });
}

/** @throws Refusal as {@link standingRefusal} says, when the money is in none of these places. */
export function needPayment(order: Order, ...allowed: readonly Payment[]): void {
  if (!allowed.includes(order.payment)) {
    throw standingRefusal(order);
  }
}

/** @throws Refusal `own-order` when somebody of staff would decide over an order of their own, and the guild does not let them. */
export function needAnothers({ buyer }: Pick<Order, 'buyer'>, by: string, { ownOrders }: ShopSettings): void {
  if (buyer === by && !ownOrders) {
    throw new Refusal('own-order');
  }
}
