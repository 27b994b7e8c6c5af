import type { OrderRecord, OrderService } from '@guildhall/sdk';
import type { Order } from './entities/order.ts';
import { priceOf } from './order-edit.ts';
import type { Parts } from './parts.ts';

/** What other plugins may know and do: look orders up, and make some. */
export function serviceOf({ orders }: Pick<Parts, 'orders'>): OrderService {
  return {
    find: async (guild, typed) =>
      (await orders.find(guild, typed)).match({ ok: recordOf, err: ({ code }) => code as never }),
    create: async (wish) =>
      (await orders.create({ ...wish, source: 'service' })).match({
        ok: recordOf,
        err: ({ code }) => code as never,
      }),
  };
}

function recordOf(order: Order): OrderRecord {
  const { id, guild, state, details, channel, createdAt } = order;
  return {
    id,
    guild,
    state,
    customer: { user: order.customer ?? undefined, name: order.customerName },
    details,
    channel,
    price: priceOf(order) ?? undefined,
    dueAt: order.dueAt ?? undefined,
    assignee: order.assignee ?? undefined,
    createdAt,
    closedAt: order.closedAt ?? undefined,
  };
}
