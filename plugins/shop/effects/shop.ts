import { type Message, Refusal } from '@guildhall/sdk';
import { neverStocked } from '../catalogue/products.ts';
import type { Product } from '../entities/product.ts';
import plugin from '../plugin.ts';
import { productView, shopView } from '../views/shop.ts';
import type { Reader } from '../views/words.ts';

/** Which part of the shop is looked at. */
export interface ShopPlace {
  /** From 0. */
  readonly page: number;
  /** All, when left out. */
  readonly category?: string | undefined;
  /** The page of the menu of shelves, from 0; the one with the category, when left out. */
  readonly shelves?: number;
}

/** A page of the shop. */
export async function shopAnswer(
  guild: string,
  { page, category, shelves }: ShopPlace,
  reader: Reader,
): Promise<Message> {
  const { products } = plugin.parts;
  const found = await products.list(guild, { shown: true, category }, page);
  const categories = await products.categories(guild, { shown: true });
  const stock = await plugin.parts.stock.available(found.rows.map(({ id }) => id));
  return shopView({ page: found, categories, category, shelves, stock }, reader);
}

/** A product that customers see. @throws Refusal `no-such-product`. */
export async function productShown(guild: string, id: string): Promise<Product> {
  const product = await plugin.parts.products.find(guild, id);
  if (!product || product.removedAt || !product.visible || neverStocked(product)) {
    throw new Refusal('no-such-product');
  }
  return product;
}

/** One product, with the button that buys it. */
export async function productAnswer(guild: string, id: string, reader: Reader): Promise<Message> {
  const product = await productShown(guild, id);
  const stock = await plugin.parts.stock.available([id]);
  const picture = await plugin.parts.products.picture(product);
  return productView(product, stock.get(id) ?? 0, reader, picture?.bytes);
}
