import { forgotten, type Message, notify, tellByDm } from '@guildhall/sdk';
import type { Order } from '../entities/order.ts';
import plugin from '../plugin.ts';
import { buyerNotice, endedNotice, questionNotice, unreachedNotice } from '../views/notices.ts';
import { isMember } from './member-role.ts';
import { readersIn } from './reader.ts';

/**
 * Tells a buyer by direct message what became of their order. Where none reaches them, /my-purchases tells. When they are to
 * do something before its time is over, they are told so where they ordered, and staff that they may not have read it.
 */
export async function tellBuyer(guild: string, id: string, version: number): Promise<void> {
  const { client } = plugin.host;
  const { orders } = plugin.parts;
  const order = await orders.of(guild, id);
  const happened = await orders.happened(id, version);
  if (!order || !happened) {
    return;
  }
  const server = client.guilds.cache.get(guild)?.name ?? '';
  const notice = buyerNotice(order, happened, server, await readersIn(guild));
  const reached = await tellByDm(client, order.buyer, notice, nonceOf(id, `v${version}`));
  if (reached === 'closed' && order.payment === 'awaiting' && order.version === version) {
    await tellUnreached(order);
  }
}

async function tellUnreached(order: Order): Promise<void> {
  const { guild, id, channel, buyer, version } = order;
  const reader = await readersIn(guild);
  const here = await isMember(guild, buyer);
  // Whoever is no member reads nothing here.
  if (here) {
    const nonce = nonceOf(id, `q${version}`);
    const message = questionNotice(order, reader);
    await notify(plugin.host, { guild, channels: [channel], user: buyer, message, nonce });
  }
  await tellDesk(guild, unreachedNotice(order, here, reader), nonceOf(id, `u${version}`));
}

/** Tells staff that an order is over whose buyer had shown a proof: money may have come. */
export async function tellEnded(guild: string, id: string): Promise<void> {
  const order = await plugin.parts.orders.of(guild, id);
  const ended = order && (order.payment === 'expired' || order.payment === 'cancelled');
  if (!ended || order.buyer === forgotten) {
    return;
  }
  const word = await plugin.parts.orders.lastWord(order);
  const message = endedNotice(order, word, await readersIn(guild));
  await tellDesk(guild, message, nonceOf(id, `e${order.version}`));
}

/** Tells staff where they check payments; the owner, where no channel takes it. */
async function tellDesk(guild: string, message: Message, nonce: string): Promise<void> {
  const owner = plugin.host.client.guilds.cache.get(guild)?.ownerId;
  if (owner) {
    const { reviewChannel } = await plugin.host.settings(guild);
    await notify(plugin.host, { guild, channels: [reviewChannel], user: owner, message, nonce });
  }
}

/** Discord takes 25 characters: an id has at most 20 without its dashes. */
const nonceOf = (id: string, sign: string) => `${id.replaceAll('-', '')}${sign}`.slice(0, 25);
