import {
  formatDuration,
  listPage,
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
import { type ShelfChoice, writeShelfChoice } from '../catalogue/shelf-choice.ts';
import type { Product } from '../entities/product.ts';
import plugin from '../plugin.ts';
import { blurple, button, pricesWords, productName, type Reader, rowOf } from './words.ts';

/** Discord's limits. https://docs.discord.com/developers/components/reference#string-select */
const labelLimit = 100;
/** Beside so many shelves there is room for all of the shop, and for two options that turn the pages of the menu. */
const shelvesShown = 22;

/** What a customer sees of the shop: the products of a category, a page at a time. */
export interface Shelf {
  readonly page: Page<Product>;
  /** All categories that have something to sell. */
  readonly categories: readonly string[];
  /** Undefined: all. */
  readonly category: string | undefined;
  /** The page of the menu of shelves, from 0; undefined: the one with the category. */
  readonly shelves: number | undefined;
  /** How many items there are of products that are stocked. */
  readonly stock: ReadonlyMap<string, number>;
}

/** The shop, for one customer. */
export function shopView(shelf: Shelf, { t, locale }: Reader): Message {
  const { page, categories, category, stock } = shelf;
  const lines = page.rows.map((product) => {
    const facts = [stockWords(product, stock, t), plain(product.description, 120)].filter(Boolean);
    return [
      `**${productName(product)}** · ${pricesWords(product, locale)}`,
      ...(facts.length > 0 ? [`-# ${facts.join(' · ')}`] : []),
    ].join('\n');
  });
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
      ...(categories.length > 1 ? [shelfMenu(shelf, t)] : []),
      ...(page.rows.length > 0 ? [productMenu(page.rows, stock, { t, locale })] : []),
      ...pageButtons(page, (number) => plugin.customId('shop', number, category ?? ''), t),
    ],
    allowedMentions: quiet,
    private: true,
  };
}

function shelfMenu({ page, categories, category, shelves }: Shelf, t: Reader['t']) {
  const named = categories.filter((name) => name !== '');
  const at = shelves ?? Math.floor(Math.max(0, named.indexOf(category ?? '')) / shelvesShown);
  const list = listPage(named, at, shelvesShown);
  const option = (label: string, choice: ShelfChoice) => ({ label, value: writeShelfChoice(choice) });
  const turn = (label: string, to: number) =>
    to < 0 || to >= list.pages ? [] : [option(t(label), { shelves: to })];
  return {
    type: ComponentType.ActionRow as const,
    components: [
      {
        type: ComponentType.StringSelect as const,
        custom_id: plugin.customId('shop', page.page, category ?? '', 'shelf'),
        placeholder: t('shop.category'),
        options: [
          ...turn('shop.shelves-before', list.page - 1),
          { ...option(t('shop.all'), { category: undefined }), default: category === undefined },
          ...list.shown.map((name) => ({
            ...option(name, { category: name }),
            default: name === category,
          })),
          ...turn('shop.shelves-after', list.page + 1),
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
