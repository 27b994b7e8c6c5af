import {
  dateTime,
  formatMoney,
  fromNow,
  type Message,
  plain,
  quiet,
  shortened,
  type TicketDoor,
} from '@guildhall/sdk';
import { ButtonStyle } from 'discord.js';
import type { Content } from '../delivery/delivery.ts';
import type { Happening } from '../entities/happening.ts';
import type { Order } from '../entities/order.ts';
import type { RoleGrant } from '../entities/role-grant.ts';
import { isPaid } from '../orders/order-states.ts';
import plugin from '../plugin.ts';
import { buyerButtons } from './buyer-buttons.ts';
import { wordForBuyer } from './last-word.ts';
import {
  button,
  colourOf,
  green,
  moneyOf,
  orderedWords,
  type Reader,
  rowsOf,
  statusWords,
  totalWords,
} from './words.ts';

/** How much of what was bought stands in the message itself, in characters; more is a file. */
const contentShown = 3_000;

/** How many tickets can be opened from a purchase: a message has five rows, and its own buttons take one. */
const doorsShown = 20;

/** What is said beside a purchase. */
interface PurchaseFacts {
  /** What its buyer just did. */
  readonly done?: string;
  /** What staff last said about its payment. */
  readonly word?: Happening | undefined;
  /** The tickets that can be opened about it. */
  readonly doors?: readonly TicketDoor[] | undefined;
}

/** One purchase, for its buyer. */
export function purchaseView(
  order: Order,
  { t, locale }: Reader,
  { done, word, doors = [] }: PurchaseFacts = {},
): Message {
  const { id, payment, createdAt, deliveredAt, closeReason, refunded } = order;
  const field = (name: string, value: string | undefined) =>
    value ? [{ name: t(`purchase.${name}`), value, inline: true }] : [];
  return {
    ...(done ? { content: done } : {}),
    embeds: [
      {
        title: t('purchase.title', { id }),
        description: [
          `**${orderedWords(order)}**`,
          statusWords(order, t),
          ...(word && payment === 'expired' ? [wordForBuyer(word, t)] : []),
        ].join('\n'),
        color: colourOf(order),
        fields: [
          ...field('total', totalWords(order, locale)),
          ...field('method', plain(order.methodName, 60)),
          ...field('ordered', fromNow(createdAt)),
          ...field('delivered', deliveredAt ? fromNow(deliveredAt) : undefined),
          ...field(
            'refunded',
            isPaid(payment) && refunded > 0 ? formatMoney(moneyOf(refunded, order), locale) : undefined,
          ),
          ...field('reason', closeReason ? plain(closeReason, 300) : undefined),
        ],
      },
    ],
    components: [...buyerButtons(order, t), ...rowsOf(doors.slice(0, doorsShown).map(doorButton))],
    allowedMentions: quiet,
    private: true,
  };
}

/** Asks a buyer once more whether they do not want an order. */
export function cancelQuestion({ id, submissions }: Order, { t }: Reader): Message {
  const what = submissions > 0 ? 'cancel-paid' : 'cancel';
  const sure = plugin.customId('cancel', id, 'sure');
  return {
    content: t(`purchase.${what}`, { id }),
    components: rowsOf([button(t('buttons.cancel-sure'), sure, ButtonStyle.Danger)]),
    allowedMentions: quiet,
    private: true,
  };
}

const doorButton = ({ name, customId }: TicketDoor) => button(shortened(name, 80), customId);

/** A role that was bought, as far as it is its buyer's. */
export interface BoughtRole extends Pick<RoleGrant, 'endsAt' | 'problem'> {
  readonly name: string;
}

/** What was bought, for its buyer alone. Never send it where others read. */
export function contentsView(
  order: Order,
  contents: readonly Content[],
  { t }: Reader,
  role?: BoughtRole,
): Message {
  const shown = contents.filter(({ state }) => state === 'current');
  const texts = shown.filter(({ file }) => !file).map(({ text }) => text);
  const sent = shown.flatMap(({ file }) => (file ? [{ attachment: file.bytes, name: file.name }] : []));
  const block = texts.map((text) => `\`\`\`\n${text.replaceAll('```', "'''")}\n\`\`\``).join('\n');
  const fits = block.length <= contentShown && !texts.some((text) => text.includes('```'));
  const written =
    fits || texts.length === 0
      ? []
      : [{ attachment: Buffer.from(texts.join('\n\n')), name: `${order.id}.txt` }];
  const files = [...sent, ...written];
  return {
    embeds: [
      {
        title: t('delivery.title', { id: order.id }),
        description: [
          `**${orderedWords(order)}**`,
          ...(texts.length === 0 ? [] : [fits ? block : t('delivery.file')]),
          ...(sent.length > 0 ? [t('delivery.attached')] : []),
          ...(role ? [roleWords(role, t)] : []),
          t('delivery.again'),
        ].join('\n'),
        color: green,
      },
    ],
    ...(files.length > 0 ? { files } : {}),
    allowedMentions: quiet,
    private: true,
  };
}

function roleWords({ name, endsAt, problem }: BoughtRole, t: Reader['t']): string {
  const role = plain(name, 200);
  if (problem) {
    return t(problem === 'left' ? 'delivery.role-back' : 'delivery.role-waits', { role });
  }
  return endsAt ? t('delivery.role-until', { role, at: dateTime(endsAt) }) : t('delivery.role', { role });
}
