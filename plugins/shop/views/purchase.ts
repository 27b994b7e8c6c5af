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
import type { Content } from '../delivery.ts';
import type { Order } from '../entities/order.ts';
import type { RoleGrant } from '../entities/role-grant.ts';
import { isPaid } from '../order-states.ts';
import { buyerButtons } from './buyer-buttons.ts';
import {
  button,
  colourOf,
  green,
  moneyOf,
  orderedWords,
  type Reader,
  rowOf,
  statusWords,
  totalWords,
} from './words.ts';

/** How much of what was bought stands in the message itself, in characters; more is a file. */
const contentShown = 3_000;

/** One purchase, for its buyer. `done`: what they just did; `doors`: the tickets that they can open about it. */
export function purchaseView(
  order: Order,
  { t, locale }: Reader,
  { done, doors = [] }: { readonly done?: string; readonly doors?: readonly TicketDoor[] | undefined } = {},
): Message {
  const { id, payment, createdAt, deliveredAt, closeReason, refunded } = order;
  const field = (name: string, value: string | undefined) =>
    value ? [{ name: t(`purchase.${name}`), value, inline: true }] : [];
  return {
    ...(done ? { content: done } : {}),
    embeds: [
      {
        title: t('purchase.title', { id }),
        description: `**${orderedWords(order)}**\n${statusWords(order, t)}`,
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
    components: [...buyerButtons(order, t), ...rowOf(doors.slice(0, 5).map(doorButton))],
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
