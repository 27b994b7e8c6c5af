import type { EntityManager } from '@mikro-orm/core';
import { type Context, minute } from '../context.ts';
import { type EntryKind, LedgerEntry } from '../entities/ledger-entry.ts';
import type { Order } from '../entities/order.ts';

/** In ms. Days and hours of every time zone begin with one. */
export const quarterLength = 15 * minute;

/** The book of all money that came in and went out. There is a way to add a line, and none to change one. */
export class Ledger {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** @param amount in minor units; what goes out is negative. Nothing is written for 0. */
  async write(
    em: EntityManager,
    order: Order,
    kind: EntryKind,
    amount: number,
    actor: string,
  ): Promise<void> {
    if (!Number.isSafeInteger(amount)) {
      throw new RangeError(`${amount} is no amount of minor units`);
    }
    if (amount === 0) {
      return;
    }
    const { id, guild, currency, product, method } = order;
    const at = await this.#next(em, id);
    em.create(LedgerEntry, {
      id: this.#context.newId(),
      guild,
      order: id,
      kind,
      amount,
      currency,
      product,
      method,
      actor,
      at,
      quarter: Math.floor(at.getTime() / quarterLength),
    });
    await em.flush();
  }

  /** What an order brought, the first entry first. */
  async of(order: string, em: EntityManager = this.#context.database.read()): Promise<LedgerEntry[]> {
    return em.find(LedgerEntry, { order }, { orderBy: { at: 'asc', id: 'asc' } });
  }

  /** When the next line of an order is written: clocks go back, and the order of the lines tells what was a mistake. */
  async #next(em: EntityManager, order: string): Promise<Date> {
    const newest = { orderBy: { at: 'desc' }, limit: 1, fields: ['at'], disableIdentityMap: true } as const;
    const [last] = await em.find(LedgerEntry, { order }, newest);
    return new Date(Math.max(this.#context.clock.now().getTime(), last ? last.at.getTime() + 1 : 0));
  }
}
