import { type Message, respond } from '@guildhall/sdk';
import type { RepliableInteraction } from 'discord.js';
import type { ItemState } from '../entities/stock-item.ts';
import plugin from '../plugin.ts';
import type { Which } from '../stock/withdrawals.ts';
import { itemList, movedView } from '../views/items.ts';
import { orRefuse } from '../views/refusal.ts';
import type { Reader } from '../views/words.ts';
import { productNamed } from './product-named.ts';
import { readerOf } from './reader.ts';

/** A page of the items of a product. @param state all, when left out. @param page from 0. */
export async function itemsAnswer(
  guild: string,
  typed: string,
  state: ItemState | undefined,
  page: number,
  reader: Reader,
): Promise<Message> {
  const { stock, withdrawals } = plugin.parts;
  const product = await productNamed(guild, typed);
  const items = await withdrawals.list(product.id, state, page);
  return itemList({ product, state, page: items, counts: await stock.counts(product.id) }, reader);
}

/** Takes items out of the stock, or puts them back, and tells whoever did so which. */
export async function moveItems(
  interaction: RepliableInteraction<'cached'>,
  act: 'withdraw' | 'putBack',
  product: string,
  which: Which,
): Promise<void> {
  const { guildId, user } = interaction;
  const moved = orRefuse(await plugin.parts.withdrawals[act](guildId, product, which, user.id));
  const { available } = await plugin.parts.stock.counts(product);
  await respond(interaction, movedView(act, moved, available, readerOf(interaction)));
}
