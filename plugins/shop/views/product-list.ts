import { type Message, type Page, pageButtons, pageNumber, plain, quiet } from '@guildhall/sdk';
import { neverStocked } from '../catalogue/products.ts';
import type { Product } from '../entities/product.ts';
import plugin from '../plugin.ts';
import { blurple, pricesWords, productName, type Reader } from './words.ts';

/** All products, for staff. @param stock how many items there are of each. */
export function productList(
  page: Page<Product>,
  stock: ReadonlyMap<string, number>,
  removed: boolean,
  { t, locale }: Reader,
): Message {
  const lines = page.rows.map((product) => {
    const { id, category, supply, visible } = product;
    const facts = [
      ...(category ? [plain(category, 60)] : []),
      supply === 'items' ? t('products.items', { count: stock.get(id) ?? 0 }) : t(`supplies.${supply}`),
      ...(visible ? [] : [t('products.hidden')]),
      ...(neverStocked(product) ? [t('products.not-yet')] : []),
    ];
    return `**${productName(product)}** · ${pricesWords(product, locale)}\n-# ${facts.join(' · ')}`;
  });
  return {
    embeds: [
      {
        title: t(removed ? 'products.removed-title' : 'products.title', { count: page.total }),
        description: lines.join('\n') || t('products.none'),
        color: blurple,
        ...(page.pages > 1 ? { footer: { text: pageNumber(page, t) } } : {}),
      },
    ],
    components: pageButtons(page, (number) => plugin.customId('products', number, removed ? 1 : 0), t),
    allowedMentions: quiet,
    private: true,
  };
}
