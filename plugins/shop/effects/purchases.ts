import type { Message } from '@guildhall/sdk';
import { Refusal } from '@guildhall/sdk';
import type { BaseInteraction } from 'discord.js';
import type { Order } from '../entities/order.ts';
import plugin from '../plugin.ts';
import { purchasesView } from '../views/order-list.ts';
import { readerOf } from './reader.ts';

/** A page of what somebody has bought. @param page from 0. */
export async function purchasesAnswer(
  interaction: BaseInteraction<'cached'>,
  page: number,
): Promise<Message> {
  const { guildId, user } = interaction;
  return purchasesView(await plugin.parts.orders.boughtBy(guildId, user.id, page), readerOf(interaction));
}

/** An order of whoever asks. @throws Refusal `not-yours`, `no-such-order`. */
export async function ownOrder({ guildId, user }: BaseInteraction<'cached'>, id: string): Promise<Order> {
  const order = await plugin.parts.orders.of(guildId, id);
  if (!order) {
    throw new Refusal('no-such-order', { typed: id });
  }
  if (order.buyer !== user.id) {
    throw new Refusal('not-yours');
  }
  return order;
}

/** An order by its id, for staff. @throws Refusal `no-such-order`. */
export async function orderOf(guild: string, id: string): Promise<Order> {
  const order = await plugin.parts.orders.of(guild, id);
  if (!order) {
    throw new Refusal('no-such-order', { typed: id });
  }
  return order;
}
