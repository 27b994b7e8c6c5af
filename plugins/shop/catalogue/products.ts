import {
  attempt,
  automatic,
  changeSeen,
  conflictOf,
  type Money,
  Overtaken,
  type Page,
  pageOf,
  Refusal,
  type Result,
} from '@guildhall/sdk';
import type { EntityManager, FilterQuery } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Picture } from '../entities/picture.ts';
import { Product } from '../entities/product.ts';
import { lockAdding } from '../locks.ts';
import type { GoodPicture } from '../review/proofs.ts';
import type { Waiters } from '../stock/waiters.ts';
import { dropFile, keepFile, type NamedFile } from './goods-files.ts';

export const nameLimit = 80;
export const descriptionLimit = 1_500;
export const categoryLimit = 40;
export const contentLimit = 1_500;
/** How many prices a product can have: one in each currency. */
export const priceLimit = 5;
/** Products that a guild can have at a time. */
export const productLimit = 1_000;
export const pageSize = 10;

/** What staff say about a product. */
export type ProductFacts = Pick<
  Product,
  | 'name'
  | 'description'
  | 'category'
  | 'kind'
  | 'emoji'
  | 'supply'
  | 'prices'
  | 'perBuyer'
  | 'role'
  | 'roleMinutes'
  | 'visible'
> & {
  /** What every buyer gets, where the supply is `text`. */
  readonly text?: string | undefined;
  /** The file that every buyer gets from now on, where the supply is `file`. */
  readonly file?: NamedFile | undefined;
};

/** Which products to look at. */
export interface ProductFilter {
  /** Only what customers see. */
  readonly shown?: boolean;
  /** Those that were taken away, instead of those that are there. */
  readonly removed?: boolean;
  readonly category?: string | undefined;
}

/** How the text of a product is bound to its row. */
export const aboutProduct = (id: string) => `product:${id}`;

/** What a guild sells. */
export class Products {
  readonly #context: Context;
  readonly #waiters: Waiters;

  constructor(context: Context, waiters: Waiters) {
    this.#context = context;
    this.#waiters = waiters;
  }

  /** @returns the product, or why not: `name-length`, `name-taken`, `price-count`, `no-content`, … */
  async add(guild: string, facts: ProductFacts, by: string): Promise<Result<Product, Refusal>> {
    const { database, newId, clock } = this.#context;
    return attempt(database, async (em) => {
      const good = checked(facts);
      await needRoom(em, guild);
      const id = newId();
      const { text, file, ...columns } = good;
      const product = em.create(Product, {
        ...columns,
        file: file ? keepFile(this.#context, em, { guild, product: id }, file) : null,
        id,
        guild,
        content: this.#sealed(id, text),
        picture: null,
        visible: good.visible,
        imported: 0,
        lowTold: false,
        createdAt: clock.now(),
        removedAt: null,
        version: 1,
        nameKey: nameKeyOf(guild, good.name),
      });
      await this.#flushed(em, good.name);
      await this.#tell(em, product, 'product-add', by);
      return product;
    });
  }

  /**
   * Changes what is said about a product. Orders that there are stay as they are. @param version the one that was seen.
   * @returns it, or why not: as {@link add}, `no-such-product`, `changed-meanwhile`.
   */
  async edit(
    guild: string,
    id: string,
    change: Partial<ProductFacts>,
    by: string,
    version?: number,
  ): Promise<Result<Product, Refusal>> {
    return this.#change(guild, id, async (em, product) => {
      if (version !== undefined && product.version !== version) {
        throw new Refusal('changed-meanwhile', { name: product.name });
      }
      const { text, file, ...facts } = change;
      const { content } = product;
      const before = content ? this.#context.vault.open(content, aboutProduct(id)) : undefined;
      const good = checked({ ...product, ...facts, text: text ?? before, file }, product.file);
      const { text: kept, ...columns } = good;
      const other = file ? keepFile(this.#context, em, { guild, product: id }, file) : product.file;
      const keeps = good.supply === 'file';
      const next = {
        ...pick(columns),
        content: this.#sealed(id, kept),
        file: keeps ? (other ?? null) : null,
        nameKey: product.removedAt ? null : nameKeyOf(guild, good.name),
      };
      await em.flush();
      const written = await this.#write(em, product, next, 'product-edit', by);
      if (next.file !== product.file) {
        await dropFile(em, product.file);
      }
      return written;
    });
  }

  /** Gives a product a picture, or takes it off. @returns it, or why not: `no-such-product`, `changed-meanwhile`. */
  async illustrate(
    guild: string,
    id: string,
    picture: GoodPicture | null,
    by: string,
  ): Promise<Result<Product, Refusal>> {
    const { clock, newId } = this.#context;
    return this.#change(guild, id, async (em, product) => {
      const next = picture
        ? em.create(Picture, { ...picture, id: newId(), guild, order: null, at: clock.now() }).id
        : null;
      await em.flush();
      const written = await this.#write(em, product, { picture: next }, 'product-image', by);
      await em.nativeDelete(Picture, { guild, id: product.picture, order: null });
      return written;
    });
  }

  /** The picture of a product. */
  async picture({ guild, picture: id }: Product): Promise<Picture | undefined> {
    const em = this.#context.database.read();
    return id ? ((await em.findOne(Picture, { guild, id })) ?? undefined) : undefined;
  }

  /** Takes a product out of the shop. @returns it, or why not: `no-such-product`. */
  async remove(guild: string, id: string, by: string): Promise<Result<Product, Refusal>> {
    return this.#change(guild, id, async (em, product) => {
      const change = { removedAt: this.#context.clock.now(), nameKey: null };
      return product.removedAt ? product : this.#write(em, product, change, 'product-remove', by);
    });
  }

  /** Brings one back that was taken away. @returns it, or why not: `no-such-product`, `name-taken`, `too-many-products`. */
  async restore(guild: string, id: string, by: string): Promise<Result<Product, Refusal>> {
    return this.#change(guild, id, async (em, product) => {
      if (!product.removedAt) {
        return product;
      }
      await needRoom(em, guild);
      const change = { removedAt: null, nameKey: nameKeyOf(guild, product.name) };
      return this.#write(em, product, change, 'product-restore', by);
    });
  }

  async find(guild: string, id: string): Promise<Product | undefined> {
    return (await this.#context.database.read().findOne(Product, { guild, id })) ?? undefined;
  }

  /** One page, by category and name. @param page from 0. */
  async list(guild: string, filter: ProductFilter, page: number, size = pageSize): Promise<Page<Product>> {
    return pageOf(this.#context.database.read(), Product, whereOf(guild, filter), {
      page,
      size,
      orderBy: { category: 'asc', name: 'asc', id: 'asc' },
    });
  }

  /** The products of a guild that give a role. */
  async withRoles(guild: string): Promise<Product[]> {
    const where = { guild, removedAt: null, role: { $ne: null } };
    return this.#context.database.read().find(Product, where, { orderBy: { name: 'asc' } });
  }

  /** The categories that are used, by name; empty for products without one. */
  async categories(guild: string, filter: ProductFilter): Promise<string[]> {
    const found = await this.#context.database
      .read()
      .find(Product, whereOf(guild, filter), { fields: ['category'] });
    return [...new Set(found.map(({ category }) => category))].sort((a, b) => a.localeCompare(b));
  }

  /** Products whose name has `typed` in it; at most 25. */
  async offered(guild: string, typed: string, filter: ProductFilter): Promise<Product[]> {
    const wanted = typed.trim().toLowerCase();
    const found = await this.#context.database
      .read()
      .find(Product, whereOf(guild, filter), { orderBy: { name: 'asc' } });
    return found.filter(({ name, id }) => id === typed || name.toLowerCase().includes(wanted)).slice(0, 25);
  }

  #sealed(id: string, text: string | undefined): string | null {
    return text === undefined ? null : this.#context.vault.seal(text, aboutProduct(id));
  }

  async #change(
    guild: string,
    id: string,
    work: (em: EntityManager, product: Product) => Promise<Product>,
  ): Promise<Result<Product, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const product = await em.findOne(Product, { guild, id }, { disableIdentityMap: true });
      if (!product) {
        throw new Refusal('no-such-product');
      }
      return work(em, product);
    });
  }

  async #write(
    em: EntityManager,
    seen: Product,
    change: Partial<Product>,
    action: string,
    by: string,
  ): Promise<Product> {
    const { name } = seen;
    const product = await changeSeen(em, Product, seen, change).catch((error) => {
      if (error instanceof Overtaken) {
        throw new Refusal('changed-meanwhile', { name });
      }
      throw conflictOf(error) ? new Refusal('name-taken', { name: change.name ?? name }) : error;
    });
    // It may be there to be bought again: it was hidden or taken out when its items came, or needs none now.
    await this.#waiters.wake(em, product.guild, product.id);
    await this.#tell(em, product, action, by, seen);
    return product;
  }

  async #flushed(em: EntityManager, name: string): Promise<void> {
    await em.flush().catch((error) => {
      throw conflictOf(error) ? new Refusal('name-taken', { name }) : error;
    });
  }

  async #tell(
    em: EntityManager,
    product: Product,
    action: string,
    by: string,
    before?: Product,
  ): Promise<void> {
    const { guild, name, prices } = product;
    const priceChanged = before && JSON.stringify(before.prices) !== JSON.stringify(prices);
    await this.#context.audit.write(em, {
      guild,
      actor: by || automatic,
      action,
      target: name,
      ...(priceChanged && { from: before.prices, to: prices }),
    });
  }
}

/** @throws Refusal `too-many-products` when one more would be too many. */
async function needRoom(em: EntityManager, guild: string): Promise<void> {
  await lockAdding(em, Product, guild);
  if ((await em.count(Product, { guild, removedAt: null })) >= productLimit) {
    throw new Refusal('too-many-products', { max: productLimit });
  }
}

const nameKeyOf = (guild: string, name: string) => `${guild}:${name.toLowerCase()}`;

/** Whether it never had an item to sell: customers see it from the first one on. */
export const neverStocked = ({ supply, imported }: Pick<Product, 'supply' | 'imported'>): boolean =>
  supply === 'items' && imported === 0;

function whereOf(guild: string, { shown, removed, category }: ProductFilter): FilterQuery<Product> {
  return {
    guild,
    removedAt: removed ? { $ne: null } : null,
    ...(shown ? { visible: true, $or: [{ supply: { $ne: 'items' } }, { imported: { $gt: 0 } }] } : {}),
    ...(category === undefined ? {} : { category }),
  } as FilterQuery<Product>;
}

/** What an edit may change. */
const pick = ({
  name,
  description,
  category,
  kind,
  emoji,
  supply,
  prices,
  perBuyer,
  role,
  roleMinutes,
  visible,
}: Omit<ProductFacts, 'text'>) => ({
  name,
  description,
  category,
  kind,
  emoji,
  supply,
  prices,
  perBuyer,
  role,
  roleMinutes,
  visible,
});

/** @param kept the file that it has. @throws Refusal when there cannot be such a product. */
function checked(facts: ProductFacts, kept?: string | null): ProductFacts {
  const [name, description, category] = [facts.name, facts.description, facts.category].map((text) =>
    text.trim(),
  ) as [string, string, string];
  const text = facts.supply === 'text' ? facts.text?.trim() : undefined;
  for (const [code, value, max] of [
    ['name-length', name, nameLimit],
    ['description-length', description, descriptionLimit],
    ['category-length', category, categoryLimit],
    ['content-length', text ?? '', contentLimit],
  ] as const) {
    if (value.length > max) {
      throw new Refusal(code, { max });
    }
  }
  if (name === '') {
    throw new Refusal('name-length', { max: nameLimit });
  }
  if (facts.supply === 'text' && !text) {
    throw new Refusal('no-content');
  }
  if (facts.supply === 'file' && !facts.file && !kept) {
    throw new Refusal('no-file');
  }
  if (facts.kind === 'role' && !facts.role) {
    throw new Refusal('no-role');
  }
  if (facts.supply === 'none' && !facts.role) {
    throw new Refusal('nothing-to-deliver');
  }
  const file = facts.supply === 'file' ? facts.file : undefined;
  return { ...facts, name, description, category, text, file, prices: goodPrices(facts.prices) };
}

/** @throws Refusal `price-count`, `price-amount`, `price-twice`. */
function goodPrices(prices: readonly Money[]): Money[] {
  if (prices.length === 0 || prices.length > priceLimit) {
    throw new Refusal('price-count', { max: priceLimit });
  }
  if (prices.some(({ amount }) => !Number.isSafeInteger(amount) || amount < 0)) {
    throw new Refusal('price-amount');
  }
  if (new Set(prices.map(({ currency }) => currency)).size < prices.length) {
    throw new Refusal('price-twice');
  }
  return prices.map(({ amount, currency }) => ({ amount, currency }));
}
