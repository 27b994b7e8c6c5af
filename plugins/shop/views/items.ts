import {
  fromNow,
  type Message,
  type Page,
  pageButtons,
  pageNumber,
  person,
  plain,
  quiet,
  shortened,
} from '@guildhall/sdk';
import type { Product } from '../entities/product.ts';
import { type ItemState, itemStates } from '../entities/stock-item.ts';
import plugin from '../plugin.ts';
import { numbersWords } from '../stock/item-numbers.ts';
import type { StockCounts } from '../stock/stock.ts';
import type { ItemFacts, Moved } from '../stock/withdrawals.ts';
import { blurple, productName, type Reader } from './words.ts';

/** How much of a list of numbers is shown, in characters. */
const numbersShown = 500;

interface Items {
  readonly product: Product;
  /** Undefined: all. */
  readonly state: ItemState | undefined;
  readonly page: Page<ItemFacts>;
  readonly counts: StockCounts;
}

/** A page of the items of a product. Nothing of what they are is shown. */
export function itemList({ product, state, page, counts }: Items, { t }: Reader): Message {
  const sums = itemStates
    .filter((one) => counts[one] > 0)
    .map((one) => `${t(`items.states.${one}`)}: ${counts[one]}`);
  const lines = page.rows.map(({ number, state, order, addedAt, addedBy }) => {
    const where = `${t(`items.states.${state}`)}${order ? ` (\`${order}\`)` : ''}`;
    return t('items.line', { number, where, at: fromNow(addedAt), user: person(addedBy, t) });
  });
  return {
    embeds: [
      {
        title: productName(product),
        description: lines.length > 0 ? [`-# ${sums.join(' · ')}`, ...lines].join('\n') : t('items.none'),
        color: blurple,
        ...(page.pages > 1 ? { footer: { text: pageNumber(page, t) } } : {}),
      },
    ],
    components: pageButtons(page, (to) => plugin.customId('items', product.id, to, state ?? ''), t),
    allowedMentions: quiet,
    private: true,
  };
}

/** Items were taken out or put back. @param available how many can be sold now. */
export function movedView(
  act: 'withdraw' | 'putBack',
  { product, moved, left }: Moved,
  available: number,
  { t }: Reader,
): Message {
  const name = plain(product.name, 160);
  const numbers = shortened(numbersWords(moved), numbersShown);
  return {
    content: [
      t(`items.${act}`, { count: moved.length, name, numbers, available }),
      ...(left > 0 ? [t('items.left', { count: left })] : []),
    ].join('\n'),
    allowedMentions: quiet,
    private: true,
  };
}
