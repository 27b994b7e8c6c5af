import type { EntityManager, FilterQuery } from '@mikro-orm/core';
import { type Context, day, minute } from '../context.ts';
import { Order } from '../entities/order.ts';
import { Reminder } from '../entities/reminder.ts';
import { reviewablePayments, waitsForStaff } from '../orders/order-states.ts';

/** How many orders a reminder names. */
const named = 10;

/** Orders that have waited for staff for long. */
export interface Overdue {
  /** Those that have waited longest. */
  readonly orders: readonly Order[];
  readonly count: number;
}

/** Reminds staff of orders that wait for them, once a day. */
export class Reminders {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Has staff of a guild reminded, if there is something that they left lying and they were not told today. */
  async remind(guild: string): Promise<void> {
    const where = await this.#where(guild);
    const { clock, database, jobs } = this.#context;
    const now = clock.now();
    await database.transaction(async (em) => {
      const last = await em.findOne(Reminder, { guild }, { disableIdentityMap: true });
      const today = last && now.getTime() - last.at.getTime() < day;
      if (!today && (await em.count(Order, where)) > 0) {
        await em.upsert(Reminder, { guild, at: now });
        await jobs.add(em, 'tell-overdue', { guild, at: now.toISOString() }, { key: `overdue:${guild}` });
      }
    });
  }

  /** What waits for staff of a guild longer than it should. */
  async overdue(guild: string): Promise<Overdue> {
    const where = await this.#where(guild);
    const em: EntityManager = this.#context.database.read();
    const orders = await em.find(Order, where, { orderBy: { changedAt: 'asc', id: 'asc' }, limit: named });
    return { orders, count: await em.count(Order, where) };
  }

  async #where(guild: string): Promise<FilterQuery<Order>> {
    const { remindAfter } = await this.#context.settings(guild);
    const before = { $lte: new Date(this.#context.clock.now().getTime() - remindAfter * minute) };
    // Whoever takes a payment and gives it back does not make it younger.
    const since = [
      { payment: { $in: [...reviewablePayments] }, submittedAt: before },
      { payment: { $nin: [...reviewablePayments] }, changedAt: before },
    ];
    return { guild, $and: [waitsForStaff, { $or: since }] };
  }
}
