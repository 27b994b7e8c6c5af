import { forgotten, notify, tellByDm } from '@guildhall/sdk';
import { DiscordAPIError, HTTPError } from 'discord.js';
import type { Order } from '../entities/order.ts';
import { isPaid } from '../order-states.ts';
import plugin from '../plugin.ts';
import { troubleNotice, waitingNotice } from '../views/notices.ts';
import { contentsView } from '../views/purchase.ts';
import { boughtRole, settleRole } from './member-role.ts';
import { readersIn } from './reader.ts';

/**
 * Sends a buyer what they bought, if it is to be sent. It may run any number of times: it is the same message with the
 * same content. Where no direct message reaches them, it waits for them, and they are told so where they ordered.
 */
export async function deliver(guild: string, id: string): Promise<void> {
  const { orders, roleGrants, sending } = plugin.parts;
  const order = await orders.of(guild, id);
  if (!order || !isPaid(order.payment) || order.fulfilment !== 'allocated') {
    return;
  }
  if (order.buyer === forgotten) {
    return sending.blocked(order, 'gone');
  }
  try {
    const problem = await roleProblem(order);
    const reached = await send(order);
    if (problem) {
      await sending.blocked(order, problem);
      // Somebody may have mended it at that moment.
      return roleGrants.settled({ guild, user: order.buyer, role: order.role! });
    }
    // Whoever bought but a role has it, whether or not they read so.
    if (reached === 'closed' && order.supply !== 'none') {
      return sending.blocked(order, 'closed');
    }
  } catch (error) {
    plugin.host.logger.warn('a purchase could not be sent', { guild, order: id, error });
    return sending.failed(order, shortly(error));
  }
  await sending.sent(order);
}

/** Gives the buyer the role that they bought. @returns why they do not have it. */
async function roleProblem(order: Order): Promise<string | undefined> {
  const { guild, buyer: user, role } = order;
  if (!role) {
    return undefined;
  }
  await settleRole({ guild, user, role });
  const { givenAt, problem } = (await plugin.parts.roleGrants.of(order)) ?? {};
  if (!givenAt && !problem) {
    throw new Error('Discord has not told us of the server yet');
  }
  return problem ?? undefined;
}

async function send(order: Order): Promise<'sent' | 'closed'> {
  const contents = await plugin.parts.delivery.contents(order.id);
  const message = contentsView(order, contents, await readersIn(order.guild), await boughtRole(order));
  return tellByDm(plugin.host.client, order.buyer, message, nonceOf(order, 'd'));
}

/** What went wrong, for the record. The error itself may tell more than the record should show. */
function shortly(error: unknown): string {
  if (error instanceof DiscordAPIError || error instanceof HTTPError) {
    return `Discord: ${error.status}${'code' in error ? ` (${error.code})` : ''}`;
  }
  return error instanceof Error ? error.name : 'Error';
}

/** Tells a buyer, where they ordered, that something waits for them. */
export async function tellWaiting(guild: string, id: string): Promise<void> {
  const order = await plugin.parts.orders.of(guild, id);
  // Whoever is no member reads nothing here.
  if (order?.fulfilment !== 'blocked' || order.buyer === forgotten || order.problem === 'left') {
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

/** Tells staff, where they check payments, that an order could not be delivered. */
export async function tellStaff(guild: string, id: string): Promise<void> {
  const order = await plugin.parts.orders.of(guild, id);
  const owner = plugin.host.client.guilds.cache.get(guild)?.ownerId;
  if (order?.fulfilment !== 'blocked' || !owner) {
    return;
  }
  const { reviewChannel } = await plugin.host.settings(guild);
  await notify(plugin.host, {
    guild,
    channels: [reviewChannel],
    user: owner,
    message: troubleNotice(order, await readersIn(guild)),
    nonce: nonceOf(order, 't'),
  });
}

/** Discord takes 25 characters: an id has at most 20 without its dashes. */
const nonceOf = ({ id, delivery }: Order, sign: string) =>
  `${id.replaceAll('-', '')}${sign}${delivery}`.slice(0, 25);
