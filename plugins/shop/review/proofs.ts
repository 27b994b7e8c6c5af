import { Refusal } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import type { Order } from '../entities/order.ts';
import { Picture } from '../entities/picture.ts';
import { Proof } from '../entities/proof.ts';
import { formatOf } from '../payment/formats.ts';
import { lookAlike } from '../payment/picture.ts';
import type { NamedTransactions } from './named-transactions.ts';

export const proofTextLimit = 300;
export const senderLimit = 100;

/** A picture as we keep it. */
export interface GoodPicture extends Pick<Picture, 'bytes' | 'hash' | 'look'> {}

/** What a buyer shows. */
export interface Shown {
  /** Transaction ids; where the way to pay has none, any words. */
  readonly text?: string | undefined;
  /** Who sent the money, in any words. */
  readonly sender?: string | undefined;
  readonly picture?: GoodPicture | undefined;
}

/** An order whose picture is the same, or looks the same. */
export interface Twin {
  readonly order: string;
  readonly same: boolean;
}

/** With how many pictures, the newest, a new one is compared as it looks. The same file is found among all. */
const compared = 2_000;

/** What buyers show to say that they paid. */
export class Proofs {
  readonly #context: Context;
  readonly #named: NamedTransactions;

  constructor(context: Context, named: NamedTransactions) {
    this.#context = context;
    this.#named = named;
  }

  /**
   * Keeps what a buyer shows.
   * @throws Refusal `no-proof`, `proof-length`, `no-transaction`, `transaction-used`.
   */
  async keep(em: EntityManager, order: Order, shown: Shown): Promise<void> {
    const { clock, newId } = this.#context;
    const { guild, id, buyer, methodKind } = order;
    const [text, sender] = [shown.text?.trim() || null, shown.sender?.trim() || null];
    needLength(text, proofTextLimit);
    needLength(sender, senderLimit);
    const format = formatOf(methodKind);
    if (text && format && format.transactionIds(text).length === 0) {
      throw new Refusal('no-transaction', { network: format.asset?.network ?? 'PayPal' });
    }
    const transactions = transactionsIn(order, shown);
    // Coins are found by their transaction alone.
    const words = format?.asset ? transactions.length > 0 : text || sender;
    if (!words && !shown.picture) {
      throw new Refusal('no-proof');
    }
    await this.#named.take(em, order, transactions);
    const at = clock.now();
    const picture = shown.picture
      ? em.create(Picture, { ...shown.picture, id: newId(), guild, order: id, at })
      : null;
    em.create(Proof, {
      id: newId(),
      guild,
      order: id,
      buyer,
      text,
      sender,
      picture: picture?.id ?? null,
      at,
    });
    await em.flush();
  }

  /** Keeps for staff that what a buyer showed was refused, as it counts for another order. */
  async refused(order: Order, shown: Shown): Promise<void> {
    await this.#named.refused(order, transactionsIn(order, shown));
  }

  /** What was shown for an order, the newest first. */
  async of(order: string): Promise<Proof[]> {
    return this.#context.database.read().find(Proof, { order }, { orderBy: { at: 'desc', id: 'desc' } });
  }

  async picture(guild: string, id: string): Promise<Picture | undefined> {
    return (await this.#context.database.read().findOne(Picture, { guild, id })) ?? undefined;
  }

  /** Other orders of the guild that showed the same picture as this one, or one that looks like it. */
  async twins(guild: string, order: string): Promise<Twin[]> {
    const em = this.#context.database.read();
    const options = { fields: ['order', 'hash', 'look'], orderBy: { at: 'desc' } } as const;
    const own = await em.find(Picture, { guild, order }, options);
    if (own.length === 0) {
      return [];
    }
    // Those of products have no order.
    const ofOthers = { guild, $and: [{ order: { $ne: order } }, { order: { $ne: null } }] };
    const hash = { $in: own.map((picture) => picture.hash) };
    const others = [
      ...(await em.find(Picture, { ...ofOthers, hash }, { ...options, limit: compared })),
      ...(await em.find(Picture, ofOthers, { ...options, limit: compared })),
    ];
    const found = new Map<string, boolean>();
    for (const other of others) {
      const same = own.some(({ hash }) => hash === other.hash);
      if (other.order && (same || own.some(({ look }) => lookAlike(look, other.look)))) {
        found.set(other.order, same || (found.get(other.order) ?? false));
      }
    }
    return [...found].map(([order, same]) => ({ order, same }));
  }
}

/** All transaction ids in what a buyer typed, wherever they did; where a way to pay has none, words are words. */
function transactionsIn({ methodKind }: Order, { text = '', sender = '' }: Shown): string[] {
  const format = formatOf(methodKind);
  return [...new Set([text, sender].flatMap((typed) => format?.transactionIds(typed) ?? []))];
}

/** @throws Refusal `proof-length`. */
function needLength(typed: string | null, max: number): void {
  if (typed && typed.length > max) {
    throw new Refusal('proof-length', { max });
  }
}
