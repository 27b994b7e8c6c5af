import {
  fromNow,
  type Message,
  type Page,
  pageButtons,
  pageNumber,
  person,
  quiet,
  shortened,
} from '@guildhall/sdk';
import { ComponentType } from 'discord.js';
import type { Order } from '../entities/order.ts';
import plugin from '../plugin.ts';
import { blurple, orderedWords, type Reader, statusWords, totalWords } from './words.ts';

/** What stands above a list of orders, and what its menu and its buttons do. */
interface Frame {
  readonly title: string;
  readonly empty: string;
  /** The custom id of the menu that one is chosen in. */
  readonly choose: string;
  /** The custom id of the button for a page. */
  readonly turn: (page: number) => string;
}

/** What somebody has bought, for themselves. */
export function purchasesView(page: Page<Order>, reader: Reader): Message {
  const { t } = reader;
  const frame = {
    title: t('purchases.title', { count: page.total }),
    empty: t('purchases.empty'),
    choose: plugin.customId('purchase'),
    turn: (number: number) => plugin.customId('purchases', number),
  };
  return orderList(page, frame, reader);
}

/** What somebody has ordered, for staff. */
export function buyerOrdersView(page: Page<Order>, buyer: string, reader: Reader): Message {
  const { t } = reader;
  const frame = {
    title: t('buyer-orders.title', { count: page.total }),
    empty: t('buyer-orders.empty'),
    choose: plugin.customId('details'),
    turn: (number: number) => plugin.customId('buyer-orders', buyer, number),
  };
  return { ...orderList(page, frame, reader), content: person(buyer, t) };
}

function orderList(page: Page<Order>, { title, empty, choose, turn }: Frame, { t, locale }: Reader): Message {
  const lines = page.rows.map(
    (order) =>
      `**\`${order.id}\`** ${orderedWords(order)}\n-# ${statusWords(order, t)} · ${totalWords(order, locale)} · ${fromNow(order.createdAt)}`,
  );
  const options = page.rows.map((order) => ({
    label: shortened(`${order.productName} × ${order.quantity}`, 100),
    value: order.id,
    description: `${order.id} · ${statusWords(order, t)}`.slice(0, 100),
  }));
  return {
    embeds: [
      {
        title,
        description: lines.join('\n\n') || empty,
        color: blurple,
        ...(page.pages > 1 ? { footer: { text: pageNumber(page, t) } } : {}),
      },
    ],
    components: [
      ...(options.length > 0
        ? [
            {
              type: ComponentType.ActionRow as const,
              components: [
                {
                  type: ComponentType.StringSelect as const,
                  custom_id: choose,
                  placeholder: t('purchases.choose'),
                  options,
                },
              ],
            },
          ]
        : []),
      ...pageButtons(page, turn, t),
    ],
    allowedMentions: quiet,
    private: true,
  };
}
