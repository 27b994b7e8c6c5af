import { formatMoney, type Locale, type Money, plain, type Translate } from '@guildhall/sdk';
import { ButtonStyle, ComponentType } from 'discord.js';
import { kinds } from '../catalogue/deliverables.ts';
import { waitsForRole } from '../delivery/role-grants.ts';
import type { Order } from '../entities/order.ts';
import type { Product } from '../entities/product.ts';
import { isPaid } from '../orders/order-states.ts';

/** A person's language, or a guild's. */
export interface Reader {
  readonly t: Translate;
  readonly locale: Locale;
}

export const blurple = 0x5865f2;
export const green = 0x57f287;
export const yellow = 0xfee75c;
export const red = 0xed4245;
export const grey = 0x99aab5;

/** All prices of a product, one in each currency. */
export const pricesWords = ({ prices }: Pick<Product, 'prices'>, locale: Locale) =>
  prices.map((price) => formatMoney(price, locale)).join(' / ');

/** A product with its sign. */
export const productName = ({ emoji, kind, name }: Pick<Product, 'emoji' | 'kind' | 'name'>) =>
  `${emoji ?? kinds[kind]} ${plain(name, 160)}`;

/** What an order is about. */
export const orderedWords = ({ emoji, productName, quantity }: Order) =>
  `${emoji} ${plain(productName, 160)}${quantity > 1 ? ` × ${quantity}` : ''}`;

export const moneyOf = (amount: number, { currency }: Order): Money => ({ amount, currency });

/** What is to be paid for an order. */
export const totalWords = (order: Order, locale: Locale) => formatMoney(moneyOf(order.total, order), locale);

/** How an order stands, for its buyer and for staff: one word for both axes. */
export function statusKey(order: Order): string {
  const { payment, fulfilment } = order;
  if (payment === 'captured' && fulfilment === 'blocked' && waitsForRole(order)) {
    return 'waits-for-role';
  }
  if (payment !== 'captured') {
    return payment;
  }
  return order.total === 0 && fulfilment !== 'delivered' ? `free-${fulfilment}` : fulfilment;
}

/** How an order stands, in words. */
export const statusWords = (order: Order, t: Translate) => t(`status.${statusKey(order)}`);

/** The colour of an order. */
export function colourOf({ payment, fulfilment }: Order): number {
  if (isPaid(payment)) {
    return fulfilment === 'delivered' ? green : yellow;
  }
  return ['awaiting', 'submitted', 'reviewing', 'late'].includes(payment) ? blurple : grey;
}

/** A button. */
export const button = (label: string, custom_id: string, style: ButtonStyle = ButtonStyle.Secondary) => ({
  type: ComponentType.Button as const,
  label,
  custom_id,
  style: style as ButtonStyle.Secondary,
});

/** Discord's limit. https://docs.discord.com/developers/components/reference#action-row */
const buttonsInRow = 5;

/** As many buttons as there are, in rows. */
export const rowsOf = (buttons: readonly ReturnType<typeof button>[]) =>
  Array.from({ length: Math.ceil(buttons.length / buttonsInRow) }, (_, row) =>
    rowOf(buttons.slice(row * buttonsInRow, (row + 1) * buttonsInRow)),
  ).flat();

/** Buttons in a row; no row for none. */
export const rowOf = (buttons: readonly ReturnType<typeof button>[]) =>
  buttons.length === 0 ? [] : [{ type: ComponentType.ActionRow as const, components: [...buttons] }];
