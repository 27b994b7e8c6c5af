import { conflictOf, Overtaken, Refusal, untilDone } from '@guildhall/sdk';
import { type EntityManager, LockMode } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { NamedTransaction } from '../entities/named-transaction.ts';
import { Order } from '../entities/order.ts';
import { Sighting } from '../entities/sighting.ts';
import type { Changes } from '../orders/changes.ts';
import type { reviewCards } from '../orders/order-messages.ts';
import { standingOf } from '../orders/order-states.ts';
import { transactionKey } from '../sources/transaction-key.ts';

type Payer = Pick<Order, 'guild' | 'id' | 'buyer'>;

/** Another order that the same transaction was named for. */
export interface Rival {
  readonly order: string;
  /** The transaction counts for it. */
  readonly holds: boolean;
}

/** Whose a transaction is, of the orders that could be. */
interface Holders {
  /** The order that it counts for, and stays with. */
  readonly kept: string | undefined;
  /** Orders that are over and had no money: their buyer may use it for another one. */
  readonly free: readonly Order[];
  /** A source saw that it pays this order too: it may count for another one. */
  readonly shared: boolean;
}

/** The transactions that buyers named: each counts for one order at a time, the one that the money is with. */
export class NamedTransactions {
  readonly #context: Context;
  readonly #changes: Changes;
  readonly #cards: ReturnType<typeof reviewCards>;

  constructor(context: Context, changes: Changes, cards: ReturnType<typeof reviewCards>) {
    this.#context = context;
    this.#changes = changes;
    this.#cards = cards;
  }

  /** Has these transactions count for an order. @throws Refusal `transaction-used` when one counts for another. */
  async take(em: EntityManager, order: Payer, transactions: readonly string[]): Promise<void> {
    const losing = new Map<string, Order>();
    for (const transaction of transactions) {
      const key = transactionKey(order.guild, transaction);
      const { kept, free, shared } = await holdersOf(em, key, order);
      if (kept) {
        throw new Refusal('transaction-used');
      }
      const others = { $in: free.map(({ id }) => id) };
      await em.nativeUpdate(NamedTransaction, { heldKey: key, order: others }, { heldKey: null });
      for (const other of free) {
        losing.set(other.id, other);
      }
      const moved = { order: order.id, named: false };
      await em.nativeUpdate(Sighting, { transactionKey: key, order: others }, moved);
      await claimSightings(em, key, order.id);
      const elsewhere = { heldKey: key, order: { $ne: order.id } };
      const counts = !shared || (await em.count(NamedTransaction, elsewhere)) === 0;
      await this.#name(em, order, transaction, counts ? key : null);
    }
    // Whoever looked at one of them has seen money that is not its own any more.
    for (const other of losing.values()) {
      const deed = { event: 'lose-transaction', actor: order.buyer, reason: order.id } as const;
      const { changedAt } = other;
      await this.#changes.enter(em, other, standingOf(other), { changedAt }, deed);
    }
  }

  /** Keeps that somebody named transactions which count for other orders, and shows staff all of these orders. */
  async refused(order: Payer, transactions: readonly string[]): Promise<void> {
    const { audit, database } = this.#context;
    // Whoever clicks twice is written down once.
    await untilDone(database, async (em) => {
      for (const transaction of transactions) {
        const key = transactionKey(order.guild, transaction);
        const { kept } = await holdersOf(em, key, order);
        if (!kept || (await em.count(NamedTransaction, { order: order.id, key })) > 0) {
          continue;
        }
        await this.#name(em, order, transaction, null);
        const { guild, id, buyer: actor } = order;
        await audit.write(em, { guild, actor, action: 'transaction-refused', target: id, to: kept });
        await this.#cards.changed(em, { guild, order: id });
        await this.#cards.changed(em, { guild, order: kept });
      }
    });
  }

  /** Other orders that the transactions of an order were named for. */
  async rivals({ guild, id: order }: Pick<Order, 'guild' | 'id'>): Promise<Rival[]> {
    const em = this.#context.database.read();
    const own = await em.find(NamedTransaction, { order }, { fields: ['key'] });
    const seen = await em.find(Sighting, { order, transactionKey: { $ne: null } });
    const keys = [...own.map(({ key }) => key), ...seen.map(({ transactionKey }) => transactionKey!)];
    const others = await em.find(
      NamedTransaction,
      { guild, key: { $in: keys }, order: { $ne: order } },
      { orderBy: { at: 'desc', id: 'desc' } },
    );
    const found = new Map<string, boolean>();
    for (const { order, heldKey } of others) {
      found.set(order, heldKey !== null || (found.get(order) ?? false));
    }
    return [...found].map(([order, holds]) => ({ order, holds }));
  }

  async #name(
    em: EntityManager,
    { guild, id: order, buyer }: Payer,
    transaction: string,
    heldKey: string | null,
  ): Promise<void> {
    const { clock, newId } = this.#context;
    const key = transactionKey(guild, transaction);
    try {
      if ((await em.nativeUpdate(NamedTransaction, { order, key }, { heldKey })) > 0) {
        return;
      }
      const at = clock.now();
      em.create(NamedTransaction, { id: newId(), guild, order, buyer, transaction, key, heldKey, at });
      await em.flush();
    } catch (error) {
      throw conflictOf(error) ? new Overtaken() : error;
    }
  }
}

/** Gives an order the payments of a transaction that its buyer named, where nobody knew whose they are. */
async function claimSightings(em: EntityManager, transactionKey: string, order: string): Promise<void> {
  await em.nativeUpdate(Sighting, { transactionKey, order: null }, { order });
}

async function holdersOf(em: EntityManager, key: string, order: Payer): Promise<Holders> {
  const held = await em.findOne(NamedTransaction, { heldKey: key }, { disableIdentityMap: true });
  const seen = await em.find(Sighting, { transactionKey: key }, { disableIdentityMap: true });
  // One transaction can pay several orders: a source that saw it knows.
  if (seen.some((one) => one.order === order.id)) {
    return { kept: undefined, free: [], shared: true };
  }
  const paid = seen.some((one) => !one.order) ? [] : seen.map((one) => one.order);
  const ids = [...new Set([held?.order, ...paid])].filter(
    (id): id is string => id != null && id !== order.id,
  );
  // Nobody books money for one of them from here on: who is faster is seen, who is slower sees.
  // The order itself is written after them: whoever locks several does so by their ids, and no two wait for each other.
  const locked = await em.find(
    Order,
    { id: { $in: [order.id, ...ids] } },
    { disableIdentityMap: true, lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
  );
  const others = locked.filter(({ id }) => id !== order.id);
  return {
    kept: others.find((other) => !letsGo(other, order))?.id,
    free: others,
    shared: false,
  };
}

/** Whether an order that is over needs a transaction no more, so that its buyer can use it for another one. */
const letsGo = ({ buyer, captured, payment }: Order, by: Payer): boolean =>
  buyer === by.buyer && captured === 0 && (payment === 'cancelled' || payment === 'expired');
