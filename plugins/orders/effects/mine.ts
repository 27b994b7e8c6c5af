import type { Message } from '@guildhall/sdk';
import type { RepliableInteraction } from 'discord.js';
import plugin from '../plugin.ts';
import { myOrders } from '../views/my-orders.ts';
import { readerOf } from './reader.ts';

/** A page of the orders of whoever asks, the newest first, and whether they are told of changes. @param page from 0. */
export async function mineAnswer(
  interaction: RepliableInteraction<'cached'>,
  page: number,
): Promise<Message> {
  const { guildId, user } = interaction;
  const { shelf, steps, wishes } = plugin.parts;
  const found = await shelf.list(guildId, { state: 'any', customer: user.id }, page);
  const told = await wishes.tells(guildId, user.id);
  return myOrders(found, await steps.of(guildId), told, await readerOf(interaction));
}
