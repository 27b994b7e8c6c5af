import { Refusal } from '@guildhall/sdk';
import type { Product } from '../entities/product.ts';
import plugin from '../plugin.ts';

/** The product that was chosen in the menu, or typed by its name. @throws Refusal `no-such-product`. */
export async function productNamed(guild: string, typed: string, removed = false): Promise<Product> {
  const { products } = plugin.parts;
  const named = await products.offered(guild, typed, { removed });
  const found =
    named.find(({ id, name }) => id === typed || name.toLowerCase() === typed.toLowerCase()) ??
    (await products.find(guild, typed));
  if (!found) {
    throw new Refusal('no-such-product');
  }
  return found;
}
