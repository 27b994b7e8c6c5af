import { compareAndSet } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { type Context, minute } from './context.ts';
import { Happening } from './entities/happening.ts';
import { Order } from './entities/order.ts';

/** What staff are told of an order that has a due date. */
export interface Reminder {
  readonly order: Order;
  readonly kind: 'before' | 'due';
  /** When to say it. */
  readonly at: Date;
}

/** How many reminders are over once this one was said: `Order.reminders`. */
const saidAfter = { before: 1, due: 2 } as const;

/** Reminds staff of due dates: once before, once when it is due. */
export class Reminders {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Has an order looked at by the job that reminds, in this transaction. @param runAt now, when left out. */
  async plan(em: EntityManager, { guild, id }: Pick<Order, 'guild' | 'id'>, runAt?: Date): Promise<void> {
    const options = { key: `due:${id}`, ...(runAt && { runAt }) };
    await this.#context.jobs.add(em, 'remind', { guild, order: id }, options);
  }

  /** Plans the reminders of a guild anew, in this transaction: its settings are others. */
  async planAll(em: EntityManager, guild: string): Promise<void> {
    const due = { guild, state: 'open', dueAt: { $ne: null }, reminders: { $lt: saidAfter.due } } as const;
    for (const order of await em.find(Order, due, { fields: ['guild'], disableIdentityMap: true })) {
      await this.plan(em, order);
    }
  }

  /**
   * The next reminder of an order; undefined when nothing is to be said any more. What was over already when the date
   * was set is not said: whoever set it knows.
   */
  async next(guild: string, id: string): Promise<Reminder | undefined> {
    const em = this.#context.database.read();
    const order = await em.findOne(Order, { id, guild });
    if (order?.state !== 'open' || !order.dueAt) {
      return undefined;
    }
    const set = await em.findOne(
      Happening,
      { order: id, kind: { $in: ['created', 'due', 'reopened'] } },
      { orderBy: { version: 'desc' } },
    );
    const since = set?.at ?? order.createdAt;
    const { remindBefore } = await this.#context.settings(guild);
    const before = new Date(order.dueAt.getTime() - remindBefore * minute);
    const wanted: Reminder[] = [
      ...(remindBefore > 0 ? [{ order, kind: 'before', at: before } as const] : []),
      { order, kind: 'due', at: order.dueAt },
    ];
    const now = this.#context.clock.now();
    const left = wanted.filter(({ kind, at }) => order.reminders < saidAfter[kind] && at > since);
    return left.findLast(({ at }) => at <= now) ?? left[0];
  }

  /** It was said: plans the next one. Nothing happens when the date is another one by now. */
  async said({ order, kind }: Reminder): Promise<void> {
    const { id, dueAt, reminders } = order;
    await this.#context.database.transaction(async (em) => {
      const seen = { id, dueAt, reminders, state: 'open' } as const;
      if (await compareAndSet(em, Order, seen, { reminders: saidAfter[kind] })) {
        await this.plan(em, order);
      }
    });
  }
}
