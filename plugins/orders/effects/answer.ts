import type { Message } from '@guildhall/sdk';
import type { Order } from '../entities/order.ts';
import plugin from '../plugin.ts';
import type { OrderFilter } from '../shelf.ts';
import { createdCard, orderCard, type Reader } from '../views/order-card.ts';
import { orderList } from '../views/order-list.ts';

/** An order that was just made, for all who read the channel. */
export async function createdAnswer(order: Order, reader: Reader): Promise<Message> {
  return createdCard({ order, steps: await plugin.parts.steps.of(order.guild) }, reader);
}

/** An order as it stands, for the person who asked. */
export async function orderAnswer(order: Order, reader: Reader): Promise<Message> {
  const steps = await plugin.parts.steps.of(order.guild);
  return { ...orderCard({ order, steps }, reader), private: true };
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
  return orderList(found, filter, await steps.of(guild), plugin.host.clock.now(), reader);
}
