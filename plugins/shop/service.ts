import type { PurchaseRecord, PurchaseState, ShopService } from '@guildhall/sdk';
import type { Order } from './entities/order.ts';
import type { Payment } from './orders/order-states.ts';
import type { Parts } from './parts.ts';

const states: Readonly<Record<Payment, PurchaseState>> = {
  awaiting: 'awaiting-payment',
  submitted: 'in-review',
  reviewing: 'in-review',
  late: 'in-review',
  captured: 'paid',
  'part-refunded': 'paid',
  refunded: 'refunded',
  'charged-back': 'disputed',
  cancelled: 'cancelled',
  expired: 'expired',
};

const codes: Readonly<Record<string, 'no-id' | 'mistyped-id' | 'no-such-purchase'>> = {
  'no-id': 'no-id',
  'mistyped-id': 'mistyped-id',
};

/** What other plugins may know: who bought what, and how it stands. */
export function serviceOf({ orders }: Pick<Parts, 'orders'>): ShopService {
  return {
    find: async (guild, typed) =>
      (await orders.find(guild, typed)).match({
        ok: recordOf,
        err: ({ code }) => codes[code] ?? 'no-such-purchase',
      }),
  };
}

function recordOf(order: Order): PurchaseRecord {
  const { id, guild, buyer, payment, fulfilment, productName, quantity, total, currency } = order;
  const state = states[payment];
  return {
    id,
    guild,
    buyer,
    state: state === 'paid' && fulfilment === 'delivered' ? 'delivered' : state,
    product: productName,
    quantity,
    total: { amount: total, currency },
    payment: order.methodName || undefined,
    createdAt: order.createdAt,
  };
}
