import { notify, tellByDm } from '@guildhall/sdk';
import type { Order } from '../entities/order.ts';
import { isPaid } from '../order-states.ts';
import plugin from '../plugin.ts';
import { waitingNotice } from '../views/notices.ts';
import { contentsView } from '../views/purchase.ts';
import { readersIn } from './reader.ts';

/**
 * Sends a buyer what they bought, if it is to be sent. It may run any number of times: it is the same message with the
 * same content. Where no direct message reaches them, it waits for them, and they are told so where they ordered.
 */
export async function deliver(guild: string, id: string): Promise<void> {
  const { delivery, orders } = plugin.parts;
  const order = await orders.of(guild, id);
  if (!order || !isPaid(order.payment) || order.fulfilment !== 'allocated') {
    return;
  }
  const reader = await readersIn(guild);
  const message = contentsView(order, await delivery.contents(id), reader);
  if ((await tellByDm(plugin.host.client, order.buyer, message, nonceOf(order, 'd'))) === 'sent') {
    return delivery.sent(order);
  }
  await delivery.blocked(order, 'closed');
}

/** Tells a buyer, where they ordered, that something waits for them. */
export async function tellWaiting(guild: string, id: string): Promise<void> {
  const order = await plugin.parts.orders.of(guild, id);
  if (order?.fulfilment !== 'blocked') {
    return;
  }
  await notify(plugin.host, {
    guild,
    channels: [order.channel],
    user: order.buyer,
    message: waitingNotice(order, await readersIn(guild)),
    nonce: nonceOf(order, 'w'),
  });
}

/** Discord takes 25 characters: an id has at most 20 without its dashes. */
const nonceOf = ({ id, delivery }: Order, sign: string) =>
  `${id.replaceAll('-', '')}${sign}${delivery}`.slice(0, 25);
