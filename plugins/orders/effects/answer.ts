import { type Message, update } from '@guildhall/sdk';
import type { RepliableInteraction } from 'discord.js';
import type { Order } from '../entities/order.ts';
import plugin from '../plugin.ts';
import type { OrderFilter } from '../shelf.ts';
import { historyView } from '../views/history.ts';
import { createdCard, memberHint, orderCard, type Reader, staffCard } from '../views/order-card.ts';
import { orderList } from '../views/order-list.ts';
import { readerOf } from './reader.ts';

/** How many notes a card shows; the history has them all. */
const notesShown = 3;

/** What was done with an order, for the sentence above its card. */
export type Done =
  | 'moved'
  | 'completed'
  | 'cancelled'
  | 'reopened'
  | 'assigned'
  | 'unassigned'
  | 'noted'
  | 'edited';

/** An order that was just made, for all who read the channel. */
export async function createdAnswer(order: Order, reader: Reader): Promise<Message> {
  return createdCard({ order, steps: await plugin.parts.steps.of(order.guild) }, reader);
}

/** An order as it stands, for the one of staff who asked. @param done says what they did. */
export async function orderAnswer(order: Order, reader: Reader, done?: Done): Promise<Message> {
  const { steps, shelf } = plugin.parts;
  const card = staffCard(
    {
      order,
      steps: await steps.of(order.guild),
      notes: await shelf.notes(order.id, notesShown),
      attachments: await shelf.attachments(order.id),
    },
    reader,
  );
  const content = [
    ...(done ? [reader.t(`done.${done}`, { id: order.id })] : []),
    ...(done === 'edited' ? [memberHint(order, reader.t)] : []),
  ]
    .filter(Boolean)
    .join('\n');
  return { ...card, ...(content ? { content } : {}), private: true };
}

/** An order as it stands, for its customer. */
export async function ownAnswer(order: Order, reader: Reader): Promise<Message> {
  const steps = await plugin.parts.steps.of(order.guild);
  return { ...orderCard({ order, steps }, reader), private: true };
}

/** Shows an order where somebody did something with it: on the card, or as the answer to a command. */
export async function showOrder(
  interaction: RepliableInteraction<'cached'>,
  order: Order,
  done?: Done,
): Promise<void> {
  await update(interaction, await orderAnswer(order, await readerOf(interaction), done));
}

/** A page of orders. @param page from 0. */
export async function listAnswer(
  guild: string,
  filter: OrderFilter,
  page: number,
  reader: Reader,
): Promise<Message> {
  const { shelf, steps } = plugin.parts;
  const found = await shelf.list(guild, filter, page);
  return {
    ...orderList(found, filter, await steps.of(guild), plugin.host.clock.now(), reader),
    private: true,
  };
}

/** A page of what happened to an order. @param page from 0. */
export async function historyAnswer(order: Order, page: number, reader: Reader): Promise<Message> {
  const { shelf, steps } = plugin.parts;
  return historyView(await shelf.history(order.id, page), order, await steps.of(order.guild), reader);
}
