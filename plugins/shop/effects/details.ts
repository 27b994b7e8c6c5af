import type { Message } from '@guildhall/sdk';
import type { Order } from '../entities/order.ts';
import plugin from '../plugin.ts';
import { proofsShown } from '../views/card.ts';
import { detailsView, recordSize } from '../views/details.ts';
import type { Reader } from '../views/words.ts';
import { factsOf } from './card.ts';

/** Everything about an order, for the one of staff who asked. @param page of its lists, from 0. */
export async function detailsAnswer(order: Order, page: number, reader: Reader): Promise<Message> {
  const { delivery, ledger, orders } = plugin.parts;
  const facts = {
    ...(await factsOf(order, page, proofsShown)),
    page,
    goods: await delivery.goods(order.id),
    money: await ledger.of(order.id),
    record: await orders.history(order.id, page, recordSize),
  };
  return detailsView(facts, reader);
}
