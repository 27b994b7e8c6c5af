import { attempt, conflictOf, type JobOptions, Overtaken, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Product } from '../entities/product.ts';
import { StockItem } from '../entities/stock-item.ts';
import { Waiter } from '../entities/waiter.ts';

/** When it is looked at again whether there really is nothing of what somebody began to wait for, in ms. */
const secondLook = 30_000;

/** How many people are told in one go. */
const atOnce = 20;

/** People who want to hear when something can be bought again. */
export class Waiters {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * Somebody wants to hear of it, or not any more. @returns whether they do now, or why not: `no-such-product`,
   * `in-stock`.
   */
  async toggle(
    guild: string,
    product: string,
    { user, channel }: { readonly user: string; readonly channel: string },
  ): Promise<Result<boolean, Refusal>> {
    const { clock, database, newId } = this.#context;
    return attempt(database, async (em) => {
      if ((await em.nativeDelete(Waiter, { guild, product, user })) > 0) {
        return false;
      }
      const wanted = await em.findOne(Product, { guild, id: product, removedAt: null, visible: true });
      if (!wanted) {
        throw new Refusal('no-such-product');
      }
      if (wanted.supply !== 'items' || (await available(em, product)) > 0) {
        throw new Refusal('in-stock', { name: wanted.name });
      }
      em.create(Waiter, { id: newId(), guild, product, user, channel, at: clock.now() });
      await em.flush().catch((error) => {
        throw conflictOf(error) ? new Overtaken() : error;
      });
      // Items that come at this moment see nobody who waits, and are not seen here: it is looked at when that is over.
      const later = { runAt: new Date(clock.now().getTime() + secondLook), keepEarlier: true };
      await this.#tell(em, guild, product, later);
      return true;
    });
  }

  /** Those who are to hear now that a product can be bought again, the first who asked first; nobody while it cannot. */
  async due(
    guild: string,
    id: string,
  ): Promise<{ readonly product: Product; readonly waiters: Waiter[] } | undefined> {
    const em = this.#context.database.read();
    const product = await em.findOne(Product, { guild, id, removedAt: null, visible: true });
    if (!product || (product.supply === 'items' && (await available(em, id)) === 0)) {
      return undefined;
    }
    const options = { orderBy: { at: 'asc', id: 'asc' }, limit: atOnce } as const;
    return { product, waiters: await em.find(Waiter, { product: id }, options) };
  }

  /** Somebody was told: they are told once for each time that they asked. */
  async told({ id }: Waiter): Promise<void> {
    await this.#context.database.transaction((em) => em.nativeDelete(Waiter, { id }));
  }

  /**
   * Has those told who wait for a product, in this transaction. Call it before anything is written to the audit log: all
   * who do both do it in this order, so that no two wait for each other.
   */
  async wake(em: EntityManager, guild: string, product: string): Promise<void> {
    if ((await em.count(Waiter, { product })) > 0) {
      await this.#tell(em, guild, product);
    }
  }

  async #tell(em: EntityManager, guild: string, product: string, when: JobOptions = {}): Promise<void> {
    const key = `restock:${product}`;
    await this.#context.jobs.add(em, 'tell-restock', { guild, product }, { ...when, key });
  }
}

const available = (em: EntityManager, product: string) =>
  em.count(StockItem, { product, state: 'available' });
