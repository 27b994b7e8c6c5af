import { Refusal } from '@guildhall/sdk';
import type { Order, OrderState } from './entities/order.ts';

/** What can be done with an order only while it is in some states; notes and edits go in all. */
export type Act = 'move' | 'assign' | 'complete' | 'cancel' | 'reopen';

const possible: Readonly<Record<OrderState, readonly Act[]>> = {
  open: ['move', 'assign', 'complete', 'cancel'],
  completed: ['reopen'],
  cancelled: ['reopen'],
};

/** What somebody is told who cannot do it; without a code it is `already-completed` or `already-cancelled`. */
const codes: Readonly<Partial<Record<Act, string>>> = {
  move: 'order-closed',
  assign: 'order-closed',
  reopen: 'not-closed',
};

/** Why this cannot be done with an order, with who closed it and when; undefined when it can. */
export function refusalFor({ id, state, closedBy, closedAt }: Order, act: Act): Refusal | undefined {
  return possible[state].includes(act)
    ? undefined
    : new Refusal(codes[act] ?? `already-${state}`, { id, user: closedBy, at: closedAt });
}

/** @throws Refusal as {@link refusalFor} says. */
export function allow(order: Order, act: Act): void {
  const refusal = refusalFor(order, act);
  if (refusal) {
    throw refusal;
  }
}
