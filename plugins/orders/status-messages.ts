import { automatic, LiveMessageBook } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { Order } from './entities/order.ts';
import { StatusMessage } from './entities/status-message.ts';

/** An order, by the columns that tell its status message from all others. */
export interface ShownOrder {
  readonly guild: string;
  readonly order: string;
}

/** Milliseconds between two messages when many are written anew: Discord allows five in five seconds in a channel. */
const pace = 1_500;

/** Has the status messages of orders drawn again. */
export class StatusMessages {
  /** What we know about the status message of each order. */
  readonly book: LiveMessageBook<ShownOrder, StatusMessage>;
  readonly #context: Context;

  constructor(context: Context) {
    const { database, clock, newId, jobs, audit } = context;
    this.#context = context;
    this.book = new LiveMessageBook({
      database,
      clock,
      newId,
      entity: StatusMessage,
      draw: (em, shown, runAt) => jobs.add(em, 'show-status', { ...shown }, { runAt, key: keyOf(shown) }),
      blocked: async (em, { guild, order }, channel, reason) => {
        // What is wrong with a channel is wrong for all orders in it: staff are told once.
        const others = { guild, channel, trouble: reason, order: { $ne: order } };
        if ((await em.count(StatusMessage, others)) === 0) {
          await audit.write(em, {
            guild,
            actor: automatic,
            action: 'status.blocked',
            target: channel,
            reason,
          });
        }
      },
    });
  }

  /** Has the message of an order drawn again, in this transaction: soon, and not too often. */
  async changed(em: EntityManager, { guild, id }: Pick<Order, 'guild' | 'id'>): Promise<void> {
    await this.book.changed(em, { guild, order: id });
  }

  /** Has the messages of these orders drawn again, in this transaction: one after the other, since they may be many. */
  async manyChanged(em: EntityManager, shown: readonly ShownOrder[]): Promise<void> {
    const now = this.#context.clock.now().getTime();
    for (const [index, { guild, order }] of shown.entries()) {
      const options = { runAt: new Date(now + index * pace), key: keyOf({ guild, order }) };
      await this.#context.jobs.add(em, 'show-status', { guild, order }, options);
    }
  }

  /** Has all messages of a guild drawn again that should be there: of open orders, and those that could not be shown. */
  async guildChanged(em: EntityManager, guild: string): Promise<void> {
    const open = await em.find(
      Order,
      { guild, state: 'open' },
      { fields: ['id'], orderBy: { createdAt: 'asc', id: 'asc' }, disableIdentityMap: true },
    );
    const blocked = await blockedIn(em, guild);
    const orders = new Set([...open.map(({ id }) => id), ...blocked]);
    await this.manyChanged(
      em,
      [...orders].map((order) => ({ guild, order })),
    );
  }

  /**
   * Has the messages of a guild drawn again that could not be shown, in this transaction. The others stay as they are:
   * this may be called again while they wait for their turn.
   */
  async unblocked(em: EntityManager, guild: string): Promise<void> {
    const blocked = await blockedIn(em, guild);
    await this.manyChanged(
      em,
      blocked.map((order) => ({ guild, order })),
    );
  }

  /**
   * Somebody may have deleted these messages of a channel: those of open orders are looked at. Who takes the message of
   * an order away that is over means it.
   */
  async deleted(channel: string, messages: readonly string[]): Promise<void> {
    const rows = await this.book.among(channel, messages);
    const ids = rows.filter(({ message, trouble }) => message || !trouble).map(({ order }) => order);
    const open = await this.#context.database
      .read()
      .find(Order, { id: { $in: ids }, state: 'open' }, { fields: ['guild'] });
    await this.book.doubt(open.map(({ id, guild }) => ({ guild, order: id })));
  }

  /**
   * The messages of a guild's open orders, as far as they were made.
   * @returns also whether all that can be shown are where they should be: settings may change while nobody hears of it.
   */
  async standing(guild: string): Promise<{ rows: StatusMessage[]; inPlace: boolean }> {
    const { statusChannel } = await this.#context.settings(guild);
    const open = await this.#context.database
      .read()
      .find(Order, { guild, state: 'open' }, { fields: ['id'] });
    const rows = await this.book.all({ order: { $in: open.map(({ id }) => id) } });
    const placed = rows.filter(({ channel }) => channel === statusChannel).length;
    return {
      rows: rows.filter(({ message }) => message),
      inPlace: placed === (statusChannel ? open.length : rows.length),
    };
  }

  /** These messages are gone: they are made anew, one after the other. */
  async missing(rows: readonly StatusMessage[]): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      const orders = rows.map(({ order }) => order);
      await em.nativeUpdate(StatusMessage, { order: { $in: orders } }, { seenAt: null });
      await this.manyChanged(em, rows);
    });
  }

  /**
   * For each guild where messages could not be shown, the one that was tried last, if that is a while ago: somebody may
   * have mended what was wrong. One try tells for all.
   */
  async worthATry(): Promise<ShownOrder[]> {
    const blocked = await this.book.all({ trouble: { $ne: null } });
    const last = new Map<string, StatusMessage>();
    for (const row of blocked) {
      const seen = last.get(row.guild)?.seenAt?.getTime() ?? -1;
      if ((row.seenAt?.getTime() ?? 0) > seen) {
        last.set(row.guild, row);
      }
    }
    return [...last.values()]
      .filter((row) => this.book.isStale(row))
      .map(({ guild, order }) => ({ guild, order }));
  }
}

const keyOf = ({ order }: ShownOrder) => `status:${order}`;

/** The orders of a guild whose messages could not be shown. */
async function blockedIn(em: EntityManager, guild: string): Promise<string[]> {
  const where = { guild, trouble: { $ne: null } };
  const rows = await em.find(StatusMessage, where, { orderBy: { order: 'asc' }, disableIdentityMap: true });
  return rows.map(({ order }) => order);
}
