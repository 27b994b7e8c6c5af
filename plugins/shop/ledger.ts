import type { EntityManager } from '@mikro-orm/core';
import { type Context, minute } from './context.ts';
import { type EntryKind, LedgerEntry } from './entities/ledger-entry.ts';
import type { Order } from './entities/order.ts';

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
    const now = this.#context.clock.now();
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
      at: now,
      quarter: Math.floor(now.getTime() / quarterLength),
    });
    await em.flush();
  }

  /** What an order brought, the first entry first. */
  async of(order: string): Promise<LedgerEntry[]> {
    return this.#context.database.read().find(LedgerEntry, { order }, { orderBy: { at: 'asc', id: 'asc' } });
  }
}
