import { Refusal } from '@guildhall/sdk';
import type { Order, OrderState } from './entities/order.ts';

/** From which state an order gets to another. `open` to `open` is a move from step to step. */
const moves: Readonly<Record<OrderState, readonly OrderState[]>> = {
  open: ['open', 'completed', 'cancelled'],
  completed: ['open'],
  cancelled: ['open'],
};

/**
 * Why an order cannot get to `state`, with who closed it and when; undefined when it can. @param code by default
 * `already-completed` or `already-cancelled`.
 */
export function moveRefusal(
  { id, state: now, closedBy, closedAt }: Order,
  state: OrderState,
  code = `already-${now}`,
): Refusal | undefined {
  return moves[now].includes(state) ? undefined : new Refusal(code, { id, user: closedBy, at: closedAt });
}

/** @throws Refusal as {@link moveRefusal} says. */
export function allow(order: Order, state: OrderState, code?: string): void {
  const refusal = moveRefusal(order, state, code);
  if (refusal) {
    throw refusal;
  }
}
