import { Refusal } from '@guildhall/sdk';
import type { Order, OrderState } from './entities/order.ts';

/** From which state an order gets to another. `open` to `open` is a move from step to step. */
export const moves: Readonly<Record<OrderState, readonly OrderState[]>> = {
  open: ['open', 'completed', 'cancelled'],
  completed: ['open'],
  cancelled: ['open'],
};

/**
 * Lets an order that can get to `state` pass. @throws Refusal `code` for one that cannot, with who closed it and when;
 * by default `already-completed` or `already-cancelled`.
 */
export function allow(order: Order, state: OrderState, code = `already-${order.state}`): void {
  if (!moves[order.state].includes(state)) {
    throw new Refusal(code, { id: order.id, user: order.closedBy, at: order.closedAt });
  }
}
