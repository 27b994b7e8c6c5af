import { conflictOf, Overtaken, Refusal } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from './context.ts';
import type { Order } from './entities/order.ts';
import { Picture } from './entities/picture.ts';
import { Proof } from './entities/proof.ts';
import { Sighting } from './entities/sighting.ts';
import { formatOf } from './payment/formats.ts';
import { lookAlike } from './payment/picture.ts';
import { claimSighting } from './sightings.ts';
import { transactionKey } from './transaction-key.ts';

export const proofTextLimit = 300;

/** A picture as we keep it. */
export interface GoodPicture extends Pick<Picture, 'bytes' | 'hash' | 'look'> {}

/** What a buyer shows. */
export interface Shown {
  readonly text?: string | undefined;
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

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * Keeps what a buyer shows; where nothing was to be paid they need not show anything.
   * @throws Refusal `no-proof`, `proof-length`, `no-transaction`, `transaction-used`.
   */
  async keep(
    em: EntityManager,
    { guild, id: order, buyer, methodKind, total }: Order,
    shown: Shown,
  ): Promise<void> {
    const { clock, newId } = this.#context;
    const text = shown.text?.trim() || null;
    if (!text && !shown.picture) {
      if (total === 0) {
        return;
      }
      throw new Refusal('no-proof');
    }
    if (text && text.length > proofTextLimit) {
      throw new Refusal('proof-length', { max: proofTextLimit });
    }
    const transaction = text ? transactionIn(text, methodKind) : null;
    const key = transaction && transactionKey(guild, transaction);
    const known = key ? await em.findOne(Proof, { transactionKey: key }, { fields: ['order'] }) : null;
    const seen = key ? await em.findOne(Sighting, { key }, { disableIdentityMap: true }) : null;
    if ((known && known.order !== order) || (seen?.order && seen.order !== order)) {
      throw new Refusal('transaction-used');
    }
    if (key) {
      await claimSighting(em, key, order);
    }
    const at = clock.now();
    const picture = shown.picture
      ? em.create(Picture, { ...shown.picture, id: newId(), guild, order, at })
      : null;
    em.create(Proof, {
      id: newId(),
      guild,
      order,
      buyer,
      text,
      transaction,
      // Whoever sends the same once more for the same order has it already.
      transactionKey: known ? null : key,
      picture: picture?.id ?? null,
      at,
    });
    await em.flush().catch((error) => {
      throw conflictOf(error) ? new Overtaken() : error;
    });
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

/**
 * The transaction id in what a buyer typed; null for words such as "paid".
 * @throws Refusal `no-transaction`: coins are found by that id alone, and there is none, or several.
 */
function transactionIn(text: string, kind: string): string | null {
  const format = formatOf(kind);
  const found = format?.transactionId(text);
  if (format?.asset && !found) {
    throw new Refusal('no-transaction', { network: format.asset.network });
  }
  // Ids of transactions are long and have no spaces.
  return found ?? (/^[\w.:/=?&#%+-]{8,120}$/.test(text) ? text : null);
}
