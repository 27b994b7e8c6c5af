import { type Page, pageOf } from '@guildhall/sdk';
import type { FilterQuery } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { Attachment } from './entities/attachment.ts';
import { Happening } from './entities/happening.ts';
import { Order, type OrderState } from './entities/order.ts';
import { readOrderId } from './order-id.ts';

/** Which states to look at: one, all, or those at an end. */
export type StateFilter = OrderState | 'any' | 'closed';

/** Which orders to look at. What is left out does not matter; without a state, the open ones. */
export interface OrderFilter {
  readonly state?: StateFilter | undefined;
  /** The id of a step: open orders in it. */
  readonly step?: string | undefined;
  /** The id of a user, or the beginning of a name. */
  readonly customer?: string | undefined;
  readonly assignee?: string | undefined;
  /** Only open orders whose due date is over. */
  readonly overdue?: boolean | undefined;
  /** Words that must all be in the id, the customer's name or the details. */
  readonly text?: string | undefined;
}

export const pageSize = 10;

/** Notes can be long, and are to be read in full. */
const historyPageSize = 5;

const isUserId = (text: string) => /^\d{17,20}$/.test(text);

/** Finds orders, and tells what happened to them. */
export class Shelf {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** One page: active orders with the oldest first, others with the newest first. @param page from 0. */
  async list(guild: string, filter: OrderFilter, page: number): Promise<Page<Order>> {
    const oldestFirst = (filter.state ?? 'open') === 'open';
    const direction = oldestFirst ? 'asc' : 'desc';
    return pageOf(this.#context.database.read(), Order, whereOf(guild, filter, this.#context.clock.now()), {
      page,
      size: pageSize,
      orderBy: { createdAt: direction, id: direction },
    });
  }

  /** Orders that somebody who has typed `typed` may mean, the newest first; at most 25. */
  async offered(guild: string, typed: string, state: StateFilter): Promise<Order[]> {
    const read = readOrderId(typed);
    const text = typeof read === 'string' ? typed : read.id;
    const where = whereOf(guild, { state, text }, this.#context.clock.now());
    return this.#context.database
      .read()
      .find(Order, where, { orderBy: { createdAt: 'desc', id: 'desc' }, limit: 25 });
  }

  /** What happened to an order, the newest first, five a page. @param page from 0. */
  async history(order: string, page: number): Promise<Page<Happening>> {
    return pageOf(
      this.#context.database.read(),
      Happening,
      { order },
      { page, size: historyPageSize, orderBy: { version: 'desc', id: 'desc' } },
    );
  }

  /** The notes of an order, the newest first. */
  async notes(order: string, limit: number): Promise<Happening[]> {
    return this.#context.database
      .read()
      .find(Happening, { order, kind: 'noted' }, { orderBy: { version: 'desc' }, limit });
  }

  async attachments(order: string): Promise<Attachment[]> {
    return this.#context.database
      .read()
      .find(Attachment, { order }, { orderBy: { addedAt: 'asc', id: 'asc' } });
  }
}

/** The condition of a filter. */
export function whereOf(guild: string, filter: OrderFilter, now: Date): FilterQuery<Order> {
  const { step, customer, assignee, overdue, text } = filter;
  const state = step || overdue ? 'open' : (filter.state ?? 'open');
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10);
  const conditions: FilterQuery<Order>[] = [
    { guild },
    ...(state === 'any' ? [] : [{ state: state === 'closed' ? { $ne: 'open' as const } : state }]),
    ...(step ? [{ step }] : []),
    ...(assignee ? [{ assignee }] : []),
    ...(overdue ? [{ dueAt: { $lte: now } }] : []),
    ...(customer
      ? [
          isUserId(customer)
            ? { customer }
            : // The name follows the id: details may have the same words.
              { searchable: { $like: `${anyId}\n${escaped(customer.toLowerCase())}%` } },
        ]
      : []),
    ...words.map((word) => ({ searchable: { $like: `%${escaped(word)}%` } })),
  ];
  return { $and: conditions } as FilterQuery<Order>;
}

const anyId = 'ord-_______-______';

/** For LIKE, without an escape character that all databases share: a wildcard is any one character. */
const escaped = (text: string) => text.replace(/[%_\\]/g, '_');
