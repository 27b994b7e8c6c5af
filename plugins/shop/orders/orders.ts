import { attempt, err, ok, type Page, pageOf, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Happening } from '../entities/happening.ts';
import { Order } from '../entities/order.ts';
import { endsIn, readOrderId, readReference } from './order-id.ts';
import { type OrderEvent, type Payment, voidPayments } from './order-states.ts';

export const pageSize = 5;

/** Where an order is that staff have nothing to decide about. */
const waitsForBuyer: readonly Payment[] = ['awaiting', 'cancelled', 'expired'];
const lastWords = ['ask', 'reject', 'cancel'] as const satisfies OrderEvent[];

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

  /** The orders of these ids. */
  async among(ids: readonly string[]): Promise<Map<string, Order>> {
    const found = await this.#context.database.read().find(Order, { id: { $in: [...ids] } });
    return new Map(found.map((order) => [order.id, order]));
  }

  /**
   * The order that somebody means by what they typed: its id, or the end of it, which buyers write into payments.
   * @returns it, or `no-id`, `mistyped-id`, `no-such-order`, `several-orders`.
   */
  async find(guild: string, typed: string): Promise<Result<Order, Refusal>> {
    const em = this.#context.database.read();
    const reference = readReference(typed);
    if (reference) {
      const [order, ...others] = await em.find(Order, endsIn(guild, reference), { limit: 2 });
      return order && others.length === 0
        ? ok(order)
        : err(new Refusal(order ? 'several-orders' : 'no-such-order', { typed }));
    }
    const read = readOrderId(typed);
    if (typeof read === 'string') {
      return err(new Refusal(read === 'mistyped' ? 'mistyped-id' : 'no-id', { typed }));
    }
    const found = await em.findOne(Order, { guild, ending: read.ending });
    return found ? ok(found) : err(new Refusal('no-such-order', { typed }));
  }

  /** Orders whose id has `typed` in it, also with letters that look like its digits, the newest first; at most 25. */
  async offered(guild: string, typed: string): Promise<Order[]> {
    const part = typed.toUpperCase().replace(/[^A-Z0-9-]/g, '');
    const reference = readReference(typed);
    const named = { guild, ...(part && { id: { $like: `%${part}%` } }) };
    return this.#context.database
      .read()
      .find(Order, reference ? { $or: [named, endsIn(guild, reference)] } : named, {
        orderBy: { createdAt: 'desc', id: 'desc' },
        limit: 25,
      });
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

  /** What ended an order, or sent it back to its buyer, as somebody last did: asked for more, turned it down, cancelled it. */
  async lastWord({ id, payment }: Pick<Order, 'id' | 'payment'>): Promise<Happening | undefined> {
    if (!waitsForBuyer.includes(payment)) {
      return undefined;
    }
    const where = { order: id, action: { $in: [...lastWords] } };
    const options = { orderBy: { version: 'desc' } } as const;
    return (await this.#context.database.read().findOne(Happening, where, options)) ?? undefined;
  }

  /** How many other orders its buyer paid, and how many came to nothing. */
  async countsOf({ guild, id, buyer }: Order): Promise<{ readonly paid: number; readonly failed: number }> {
    const em = this.#context.database.read();
    // Whoever takes what costs nothing has shown nobody that they pay.
    const others = { guild, buyer, id: { $ne: id }, total: { $gt: 0 } };
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
