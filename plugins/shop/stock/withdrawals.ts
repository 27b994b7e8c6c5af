import { attempt, Overtaken, type Page, pageOf, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Product } from '../entities/product.ts';
import { type ItemState, StockItem } from '../entities/stock-item.ts';
import { lockProduct } from '../locks.ts';
import { importLimit } from './stock.ts';
import type { Waiters } from './waiters.ts';

/** Which items of a product: by their numbers in the stock, or by what they are. */
export type Which = { readonly numbers: readonly number[] } | { readonly contents: readonly string[] };

/** What came of it. */
export interface Moved {
  readonly product: Product;
  /** Numbers of the items that were moved, in order. */
  readonly moved: readonly number[];
  /** How many of those that were named were not: they are not there, or somebody has them. */
  readonly left: number;
}

/** What staff see of an item. What it is stays sealed. */
export type ItemFacts = Pick<StockItem, 'number' | 'state' | 'order' | 'addedBy' | 'addedAt'>;

const pageSize = 15;
/** How many things one question to the database names. */
const atOnce = 500;

/** Takes items out of the stock that nobody has bought, and puts them back. */
export class Withdrawals {
  readonly #context: Context;
  readonly #waiters: Waiters;

  constructor(context: Context, waiters: Waiters) {
    this.#context = context;
    this.#waiters = waiters;
  }

  /**
   * Takes items out: they are not sold any more. Those that are kept for an order or sold stay where they are.
   * @returns which, or why none: `no-such-product`, `too-many-items`, `none-withdrawn`.
   */
  async withdraw(guild: string, product: string, which: Which, by: string): Promise<Result<Moved, Refusal>> {
    return this.#move(guild, product, which, by, { from: 'available', to: 'withdrawn', action: 'withdraw' });
  }

  /** Items that were taken out are sold again, in their old place. @returns which, or why none: as {@link withdraw}. */
  async putBack(guild: string, product: string, which: Which, by: string): Promise<Result<Moved, Refusal>> {
    return this.#move(guild, product, which, by, { from: 'withdrawn', to: 'available', action: 'put-back' });
  }

  /** One page of the items of a product, in the order in which they are sold. @param page from 0. */
  async list(product: string, state: ItemState | undefined, page: number): Promise<Page<ItemFacts>> {
    return pageOf(
      this.#context.database.read(),
      StockItem,
      { product, ...(state && { state }) },
      { page, size: pageSize, orderBy: { number: 'asc' } },
    );
  }

  async #move(
    guild: string,
    id: string,
    which: Which,
    by: string,
    { from, to, action }: { readonly from: ItemState; readonly to: ItemState; readonly action: string },
  ): Promise<Result<Moved, Refusal>> {
    const { audit, database } = this.#context;
    const named = 'numbers' in which ? which.numbers : which.contents;
    return attempt(database, async (em) => {
      if (named.length > importLimit) {
        throw new Refusal('too-many-items', { max: importLimit });
      }
      const product = await lockProduct(em, guild, id);
      if (!product) {
        throw new Refusal('no-such-product');
      }
      const items = (await this.#meant(em, id, which)).filter(({ state }) => state === from);
      if (items.length === 0) {
        throw new Refusal(`none-${to}`, { name: product.name });
      }
      for (const some of chunks(items)) {
        const ids = some.map((item) => item.id);
        if (
          (await em.nativeUpdate(StockItem, { id: { $in: ids }, state: from }, { state: to })) !== ids.length
        ) {
          throw new Overtaken();
        }
      }
      if (to === 'available') {
        await em.nativeUpdate(Product, { id }, { lowTold: false });
        await this.#waiters.wake(em, guild, id);
      }
      const moved = items.map(({ number }) => number).sort((a, b) => a - b);
      await audit.write(em, {
        guild,
        actor: by,
        action,
        target: product.name,
        from: moved,
        to: moved.length,
      });
      return { product, moved, left: new Set<number | string>(named).size - moved.length };
    });
  }

  async #meant(em: EntityManager, product: string, which: Which): Promise<StockItem[]> {
    const { vault } = this.#context;
    const found = [];
    if ('numbers' in which) {
      for (const some of chunks(which.numbers)) {
        found.push(...(await em.find(StockItem, { product, number: { $in: some } }, plain)));
      }
    } else {
      const marks = which.contents.flatMap((content) => vault.fingerprints(content));
      for (const some of chunks(marks)) {
        found.push(...(await em.find(StockItem, { product, fingerprint: { $in: some } }, plain)));
      }
    }
    return [...new Map(found.map((item) => [item.id, item])).values()];
  }
}

const plain = { disableIdentityMap: true } as const;

function* chunks<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += atOnce) {
    yield all.slice(at, at + atOnce);
  }
}
