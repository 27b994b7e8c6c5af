import { attempt, compareAndSet, conflictOf, Overtaken, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import type { Order } from '../entities/order.ts';
import { Product } from '../entities/product.ts';
import { type ItemState, itemStates, StockItem } from '../entities/stock-item.ts';
import { lockProduct } from '../locks.ts';
import type { Waiters } from './waiters.ts';

/** How many items one import can bring. */
export const importLimit = 5_000;
/** How long an item can be, in characters. */
export const itemLength = 1_500;

/** What came of an import. Places count from 1. */
export interface Imported {
  readonly added: number;
  /** Which of them were there already, or twice in the import. */
  readonly duplicates: readonly number[];
}

export type StockCounts = Readonly<Record<ItemState, number>>;

/** How a sealed item is bound to its row. */
export const aboutItem = (id: string) => `item:${id}`;

/** The things that are sold once each. */
export class Stock {
  readonly #context: Context;
  readonly #waiters: Waiters;

  constructor(context: Context, waiters: Waiters) {
    this.#context = context;
    this.#waiters = waiters;
  }

  /**
   * Adds items, in their order. @returns how many, and which were there already; or why none: `no-such-product`,
   * `no-items`, `not-stocked`, `too-many-items`, `item-length`, `item-sign`.
   */
  async import(
    guild: string,
    product: string,
    contents: readonly string[],
    by: string,
  ): Promise<Result<Imported, Refusal>> {
    const { audit, clock, database, newId, vault } = this.#context;
    return attempt(database, async (em) => {
      if (contents.length === 0) {
        throw new Refusal('no-items');
      }
      if (contents.length > importLimit) {
        throw new Refusal('too-many-items', { max: importLimit });
      }
      const long = contents.findIndex((content) => content.length > itemLength);
      if (long >= 0) {
        throw new Refusal('item-length', { place: long + 1, max: itemLength });
      }
      // PostgreSQL keeps no text with it.
      const unkept = contents.findIndex((content) => content.includes('\0'));
      if (unkept >= 0) {
        throw new Refusal('item-sign', { place: unkept + 1 });
      }
      const to = await lockProduct(em, guild, product);
      if (!to) {
        throw new Refusal('no-such-product');
      }
      if (to.supply !== 'items') {
        throw new Refusal('not-stocked', { name: to.name });
      }
      const marks = contents.map((content) => vault.fingerprints(content));
      const known = await knownMarks(em, product, marks.flat());
      const duplicates: number[] = [];
      let number = to.imported;
      for (const [index, content] of contents.entries()) {
        if (marks[index]!.some((mark) => known.has(mark))) {
          duplicates.push(index + 1);
          continue;
        }
        const [fingerprint] = marks[index]!;
        known.add(fingerprint);
        const id = newId();
        number += 1;
        em.create(StockItem, {
          id,
          guild,
          product,
          number,
          state: 'available',
          content: vault.seal(content, aboutItem(id)),
          fingerprint,
          order: null,
          addedBy: by,
          addedAt: clock.now(),
        });
      }
      await em.flush().catch((error) => {
        throw conflictOf(error) ? new Overtaken() : error;
      });
      const added = number - to.imported;
      if (added > 0) {
        await em.nativeUpdate(Product, { id: product }, { imported: number, lowTold: false });
        await this.#waiters.wake(em, guild, product);
      }
      await audit.write(em, { guild, actor: by, action: 'stock', target: to.name, to: added });
      return { added, duplicates };
    });
  }

  /** How many items of a product are where. */
  async counts(product: string): Promise<StockCounts> {
    const em = this.#context.database.read();
    const counts = await Promise.all(
      itemStates.map(async (state) => [state, await em.count(StockItem, { product, state })] as const),
    );
    return Object.fromEntries(counts) as StockCounts;
  }

  /** How many items of each of these products can be had. */
  async available(products: readonly string[]): Promise<Map<string, number>> {
    const em = this.#context.database.read();
    const counts = await Promise.all(
      products.map(
        async (product) => [product, await em.count(StockItem, { product, state: 'available' })] as const,
      ),
    );
    return new Map(counts);
  }

  /**
   * Whoever comes when there is not enough need not wait for those who order just now.
   * @throws Refusal `sold-out`, with how many there are.
   */
  async need(em: EntityManager, guild: string, id: string, quantity: number): Promise<void> {
    const where = { guild, id, supply: 'items', visible: true, removedAt: null } as const;
    const product = await em.findOne(Product, where, { disableIdentityMap: true });
    if (!product) {
      return;
    }
    const items = await em.find(
      StockItem,
      { product: id, state: 'available' },
      { limit: quantity, fields: ['id'], disableIdentityMap: true },
    );
    if (items.length < quantity) {
      throw new Refusal('sold-out', { name: product.name, count: items.length });
    }
  }

  /**
   * Keeps the oldest items of a product for an order. Lock the product first. @param low staff are told when no more than
   * so many are left. @throws Refusal `sold-out`, with how many there are.
   */
  async reserve(em: EntityManager, order: Order, low: number): Promise<void> {
    const { product, quantity, id, productName } = order;
    const items = await em.find(
      StockItem,
      { product, state: 'available' },
      { orderBy: { number: 'asc' }, limit: quantity + low + 1, fields: ['id'], disableIdentityMap: true },
    );
    if (items.length < quantity) {
      throw new Refusal('sold-out', { name: productName, count: items.length });
    }
    const ids = items.slice(0, quantity).map((item) => item.id);
    const kept = await em.nativeUpdate(
      StockItem,
      { id: { $in: ids }, state: 'available' },
      { state: 'reserved', order: id },
    );
    // Somebody took one out at this moment.
    if (kept !== quantity) {
      throw new Overtaken();
    }
    await this.#tellLow(em, order, items.length - quantity, low);
  }

  /**
   * Sells the oldest item to an order that has its own already. Lock the product first. @param low as in {@link reserve}.
   * @returns it. @throws Refusal `sold-out`.
   */
  async sellNext(em: EntityManager, order: Order, low: number): Promise<string> {
    const { product, productName } = order;
    const [item, ...left] = await em.find(
      StockItem,
      { product, state: 'available' },
      { orderBy: { number: 'asc' }, limit: low + 2, fields: ['id'], disableIdentityMap: true },
    );
    if (!item) {
      throw new Refusal('sold-out', { name: productName, count: 0 });
    }
    const where = { id: item.id, state: 'available' } as const;
    if (!(await compareAndSet(em, StockItem, where, { state: 'sold', order: order.id }))) {
      throw new Overtaken();
    }
    await this.#tellLow(em, order, left.length, low);
    return item.id;
  }

  async #tellLow(em: EntityManager, { guild, product }: Order, left: number, low: number): Promise<void> {
    const few = left <= low;
    if (few && (await compareAndSet(em, Product, { id: product, lowTold: false }, { lowTold: true }))) {
      await this.#context.jobs.add(em, 'tell-low-stock', { guild, product }, { key: `low:${product}` });
    }
  }

  /** Gives what was kept for an order back. */
  async release(em: EntityManager, order: string): Promise<void> {
    const kept = await em.findOne(StockItem, { order, state: 'reserved' }, { disableIdentityMap: true });
    if (kept) {
      await em.nativeUpdate(StockItem, { order, state: 'reserved' }, { state: 'available', order: null });
      await this.#waiters.wake(em, kept.guild, kept.product);
    }
  }

  /**
   * What was kept for an order is sold. @returns the items, the oldest first. @throws Overtaken when it is not kept for
   * the order any more.
   */
  async sell(em: EntityManager, { id: order, quantity }: Order): Promise<StockItem[]> {
    const items = await em.find(
      StockItem,
      { order, state: 'reserved' },
      { orderBy: { number: 'asc' }, disableIdentityMap: true },
    );
    const sold = await em.nativeUpdate(StockItem, { order, state: 'reserved' }, { state: 'sold' });
    if (sold !== quantity || items.length !== quantity) {
      // Somebody approved or cancelled it since it was read.
      throw new Overtaken();
    }
    return items;
  }

  /** What was sold with an order is never sold again. @param item only this one. */
  async burn(em: EntityManager, order: string, item?: string): Promise<void> {
    await em.nativeUpdate(
      StockItem,
      { order, state: 'sold', ...(item === undefined ? {} : { id: item }) },
      { state: 'burnt' },
    );
  }
}

/** How many marks one question to the database names. */
const marksAtOnce = 500;

async function knownMarks(
  em: EntityManager,
  product: string,
  marks: readonly string[],
): Promise<Set<string>> {
  const known = new Set<string>();
  for (let at = 0; at < marks.length; at += marksAtOnce) {
    const asked = marks.slice(at, at + marksAtOnce);
    const found = await em.find(
      StockItem,
      { product, fingerprint: { $in: asked } },
      { fields: ['fingerprint'], disableIdentityMap: true },
    );
    for (const { fingerprint } of found) {
      known.add(fingerprint);
    }
  }
  return known;
}
