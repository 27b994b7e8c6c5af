import { forgotten, isHere, notify, tellByDm, whileDue } from '@guildhall/sdk';
import { DiscordAPIError, HTTPError } from 'discord.js';
import { awayProblems } from '../delivery/sending.ts';
import type { Order } from '../entities/order.ts';
import { isPaid } from '../orders/order-states.ts';
import plugin from '../plugin.ts';
import { troubleNotice, waitingNotice } from '../views/notices.ts';
import { contentsView } from '../views/purchase.ts';
import { boughtRole, isMember } from './member-role.ts';
import { readersIn } from './reader.ts';

/**
 * Sends a buyer what they bought, if it is to be sent. It may run any number of times: it is the same message with the
 * same content. A role that belongs to it comes first: while nobody knows what became of it, nothing is sent. Where no
 * direct message reaches them, it waits for them; they are told so where they ordered, and staff where they check payments.
 */
export async function deliver(guild: string, id: string): Promise<void> {
  const { client } = plugin.host;
  const { orders, roleGrants, sending } = plugin.parts;
  const order = await orders.of(guild, id);
  if (!order || !isPaid(order.payment) || order.fulfilment !== 'allocated') {
    return;
  }
  if (order.buyer === forgotten) {
    return sending.blocked(order, 'gone');
  }
  try {
    if (!isHere(client, guild)) {
      throw new Error('Discord has not told us of the server yet');
    }
    const problem = await roleGrants.outcome(order);
    if (problem === 'open') {
      return;
    }
    const reached = await send(order);
    if (reached === 'over') {
      return;
    }
    if (problem) {
      await sending.blocked(order, problem);
      // Somebody may have mended it at that moment.
      return roleGrants.settled({ guild, user: order.buyer, role: order.role! });
    }
    // Whoever bought but a role has it, whether or not they read so.
    if (reached === 'closed' && order.supply !== 'none') {
      return sending.blocked(order, (await isMember(guild, order.buyer)) ? 'closed' : 'away');
    }
  } catch (error) {
    plugin.host.logger.warn('a purchase could not be sent', { guild, order: id, error });
    return sending.failed(order, shortly(error));
  }
  await sending.sent(order);
}

/** @returns `over`: it is not to be sent any more as it was seen. */
async function send(order: Order): Promise<'sent' | 'closed' | 'over'> {
  const { delivery, sending } = plugin.parts;
  const contents = await delivery.contents(order.id);
  const message = contentsView(order, contents, await readersIn(order.guild), await boughtRole(order));
  // The money may go back while the role is given, the contents are opened, and the message waits for its turn.
  const sent = await whileDue(
    () => sending.isDue(order),
    () => tellByDm(plugin.host.client, order.buyer, message, nonceOf(order, 'd')),
  );
  return sent ?? 'over';
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
  if (order?.fulfilment !== 'blocked' || order.buyer === forgotten || awayProblems.includes(order.problem)) {
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
