import { attempt, err, ok, type Page, pageOf, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { Happening } from './entities/happening.ts';
import { Order } from './entities/order.ts';
import { readOrderId } from './order-id.ts';
import { voidPayments } from './order-states.ts';

export const pageSize = 5;

/** Finds orders, and changes them one at a time. */
export class Orders {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** The order of an id as it is written. */
  async of(guild: string, id: string): Promise<Order | undefined> {
    return (await this.#context.database.read().findOne(Order, { guild, id })) ?? undefined;
  }

  /** The order that somebody means by what they typed. @returns it, or `no-id`, `mistyped-id`, `no-such-order`. */
  async find(guild: string, typed: string): Promise<Result<Order, Refusal>> {
    const read = readOrderId(typed);
    if (typeof read === 'string') {
      return err(new Refusal(read === 'mistyped' ? 'mistyped-id' : 'no-id', { typed }));
    }
    const found = await this.#context.database.read().findOne(Order, { guild, ending: read.ending });
    return found ? ok(found) : err(new Refusal('no-such-order', { typed }));
  }

  /** Orders whose id has `typed` in it, the newest first; at most 25. */
  async offered(guild: string, typed: string): Promise<Order[]> {
    const part = typed.toUpperCase().replace(/[^A-Z0-9-]/g, '');
    return this.#context.database
      .read()
      .find(
        Order,
        { guild, ...(part && { id: { $like: `%${part}%` } }) },
        { orderBy: { createdAt: 'desc', id: 'desc' }, limit: 25 },
      );
  }

  /** Orders of somebody, the newest first. @param page from 0. */
  async boughtBy(guild: string, buyer: string, page: number): Promise<Page<Order>> {
    return pageOf(
      this.#context.database.read(),
      Order,
      { guild, buyer },
      { page, size: pageSize, orderBy: { createdAt: 'desc', id: 'desc' } },
    );
  }

  /** What happened to an order, the newest first. @param page from 0. */
  async history(order: string, page: number, size = 10): Promise<Page<Happening>> {
    return pageOf(
      this.#context.database.read(),
      Happening,
      { order },
      { page, size, orderBy: { version: 'desc' } },
    );
  }

  /** What happened when an order got to a version. */
  async happened(order: string, version: number): Promise<Happening | undefined> {
    return (await this.#context.database.read().findOne(Happening, { order, version })) ?? undefined;
  }

  /** How many other orders its buyer paid, and how many came to nothing. */
  async countsOf({ guild, id, buyer }: Order): Promise<{ readonly paid: number; readonly failed: number }> {
    const em = this.#context.database.read();
    const others = { guild, buyer, id: { $ne: id } };
    return {
      paid: await em.count(Order, { ...others, payment: { $in: ['captured', 'part-refunded'] } }),
      failed: await em.count(Order, { ...others, payment: { $in: [...voidPayments] } }),
    };
  }

  /** Changes one order. `work` begins anew when somebody else was faster. @returns what it says, or `no-such-order`. */
  async change<T>(
    guild: string,
    id: string,
    work: (em: EntityManager, order: Order) => Promise<T>,
  ): Promise<Result<T, Refusal>> {
    return attempt(this.#context.database, async (em) => work(em, await needOrder(em, guild, id)));
  }
}

/** @throws Refusal `no-such-order`. */
export async function needOrder(em: EntityManager, guild: string, id: string): Promise<Order> {
  const order = await em.findOne(Order, { guild, id }, { disableIdentityMap: true });
  if (!order) {
    throw new Refusal('no-such-order', { typed: id });
  }
  return order;
}
