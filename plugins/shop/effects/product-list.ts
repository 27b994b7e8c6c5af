import type { Message } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { productList } from '../views/product-list.ts';
import type { Reader } from '../views/words.ts';

/** A page of all products, for staff. @param page from 0. */
export async function listAnswer(
  guild: string,
  removed: boolean,
  page: number,
  reader: Reader,
): Promise<Message> {
  const { products, stock } = plugin.parts;
  const found = await products.list(guild, { removed }, page);
  return productList(found, await stock.available(found.rows.map(({ id }) => id)), removed, reader);
}
