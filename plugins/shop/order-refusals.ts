import { Refusal } from '@guildhall/sdk';
import type { Order } from './entities/order.ts';
import type { Payment } from './order-states.ts';

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
export function standingRefusal(order: Pick<Order, 'id' | 'payment' | 'approvedBy' | 'changedAt'>): Refusal {
  const { id, payment, approvedBy, changedAt } = order;
  return new Refusal(codes[payment], { id, user: approvedBy ?? null, at: changedAt });
}

/** @throws Refusal as {@link standingRefusal} says, when the money is in none of these places. */
export function needPayment(order: Order, ...allowed: readonly Payment[]): void {
  if (!allowed.includes(order.payment)) {
    throw standingRefusal(order);
  }
}
