import {
  formatDuration,
  type Message,
  type Page,
  pageButtons,
  pageNumber,
  plain,
  plainLines,
  quiet,
  shortened,
} from '@guildhall/sdk';
import { ButtonStyle, ComponentType, roleMention } from 'discord.js';
import type { Product } from '../entities/product.ts';
import plugin from '../plugin.ts';
import { blurple, button, pricesWords, productName, type Reader, rowOf } from './words.ts';

/** Discord's limits. https://docs.discord.com/developers/components/reference#string-select */
const optionsShown = 25;
const labelLimit = 100;

/** What a customer sees of the shop: the products of a category, a page at a time. */
export interface Shelf {
  readonly page: Page<Product>;
  /** All categories that have something to sell. */
  readonly categories: readonly string[];
  /** Undefined: all. */
  readonly category: string | undefined;
  /** How many items there are of products that are stocked. */
  readonly stock: ReadonlyMap<string, number>;
}

/** The shop, for one customer. */
export function shopView({ page, categories, category, stock }: Shelf, { t, locale }: Reader): Message {
  const lines = page.rows.map((product) =>
    [
      `**${productName(product)}** · ${pricesWords(product, locale)}`,
      `-# ${[stockWords(product, stock, t), plain(product.description, 120)].filter(Boolean).join(' · ')}`,
    ].join('\n'),
  );
  return {
    embeds: [
      {
        title: category ? plain(category, 80) : t('shop.title'),
        description: lines.join('\n') || t('shop.empty'),
        color: blurple,
        ...(page.pages > 1 ? { footer: { text: pageNumber(page, t) } } : {}),
      },
    ],
    components: [
      ...(categories.length > 1 ? [categoryMenu(categories, category, t)] : []),
      ...(page.rows.length > 0 ? [productMenu(page.rows, stock, { t, locale })] : []),
      ...pageButtons(page, (number) => plugin.customId('shop', number, category ?? ''), t),
    ],
    allowedMentions: quiet,
    private: true,
  };
}

function categoryMenu(categories: readonly string[], category: string | undefined, t: Reader['t']) {
  const named = categories.filter((name) => name !== '').slice(0, optionsShown - 1);
  return {
    type: ComponentType.ActionRow as const,
    components: [
      {
        type: ComponentType.StringSelect as const,
        custom_id: plugin.customId('shop', 0, '', 'category'),
        placeholder: t('shop.category'),
        options: [
          { label: t('shop.all'), value: '*', default: category === undefined },
          ...named.map((name) => ({ label: name, value: name, default: name === category })),
        ],
      },
    ],
  };
}

function productMenu(products: readonly Product[], stock: Shelf['stock'], { t, locale }: Reader) {
  return {
    type: ComponentType.ActionRow as const,
    components: [
      {
        type: ComponentType.StringSelect as const,
        custom_id: plugin.customId('product'),
        placeholder: t('shop.choose'),
        options: products.map((product) => ({
          label: shortened(product.name, labelLimit),
          value: product.id,
          description: shortened(
            [pricesWords(product, locale), stockWords(product, stock, t)].filter(Boolean).join(' · '),
            labelLimit,
          ),
        })),
      },
    ],
  };
}

/** How many there are; nothing for products that never run out. */
function stockWords({ supply, id }: Product, stock: Shelf['stock'], t: Reader['t']): string {
  const count = stock.get(id) ?? 0;
  return supply === 'items' ? (count > 0 ? t('shop.left', { count }) : t('shop.sold-out')) : '';
}

const pictureName = 'product.webp';

/** The role that somebody gets, and for how long. */
const roleWords = (role: string, minutes: number | null | undefined, t: Reader['t']) =>
  minutes
    ? t('product.role-for', { role: roleMention(role), time: formatDuration(minutes) })
    : roleMention(role);

/** One product, with the button that buys it. @param picture shows it: WebP. */
export function productView(product: Product, left: number, reader: Reader, picture?: Uint8Array): Message {
  const { t, locale } = reader;
  const { id, description, category, kind, perBuyer, role, roleMinutes, supply } = product;
  const stock = new Map([[id, left]]);
  const field = (name: string, value: string | undefined) =>
    value ? [{ name: t(`product.${name}`), value, inline: true }] : [];
  return {
    embeds: [
      {
        title: productName(product),
        ...(description ? { description: plainLines(description, 3_000) } : {}),
        color: blurple,
        fields: [
          ...field('price', pricesWords(product, locale)),
          ...field('kind', t(`kinds.${kind}`)),
          ...field('stock', stockWords(product, stock, t)),
          ...field('category', category ? plain(category, 80) : undefined),
          ...field('role', role ? roleWords(role, roleMinutes, t) : undefined),
          ...field('per-buyer', perBuyer ? String(perBuyer) : undefined),
        ],
        ...(picture ? { image: { url: `attachment://${pictureName}` } } : {}),
      },
    ],
    ...(picture ? { files: [{ attachment: Buffer.from(picture), name: pictureName }] } : {}),
    components: rowOf([
      supply === 'items' && left === 0
        ? button(t('buttons.wait'), plugin.customId('wait', id), ButtonStyle.Primary)
        : button(t('buttons.buy'), plugin.customId('buy', id), ButtonStyle.Success),
      button(t('buttons.shop'), plugin.customId('shop', 0, category)),
    ]),
    allowedMentions: quiet,
    private: true,
  };
}
