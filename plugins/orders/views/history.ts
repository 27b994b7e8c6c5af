import {
  dateTime,
  forgotten,
  formatMoney,
  type Message,
  type Page,
  pageButtons,
  pageNumber,
  person,
  plain,
  quiet,
} from '@guildhall/sdk';
import { ComponentType, channelMention } from 'discord.js';
import type { Happening, HappeningKind } from '../entities/happening.ts';
import type { Order } from '../entities/order.ts';
import plugin from '../plugin.ts';
import type { StepList } from '../steps.ts';
import { viewButton } from './order-buttons.ts';
import type { Reader } from './order-card.ts';
import { statusName } from './words.ts';

/** How much of an old and a new value a line shows, and of a note, in characters: five lines fill 4096 at most. */
const shownOf = { value: 60, text: 700 } as const;

/** What happened to an order, the newest first. */
export function historyView(page: Page<Happening>, order: Order, steps: StepList, reader: Reader): Message {
  const { t } = reader;
  return {
    embeds: [
      {
        title: t('history.title', { id: order.id }),
        description: page.rows.map((happening) => lineOf(happening, steps, reader)).join('\n'),
        footer: { text: pageNumber(page, t) },
      },
    ],
    components: [
      ...pageButtons(page, (number) => plugin.customId('history', order.id, number), t),
      { type: ComponentType.ActionRow, components: [viewButton(order.id, t)] },
    ],
    allowedMentions: quiet,
    private: true,
  };
}

function lineOf({ kind, at, actor, from, to, text }: Happening, steps: StepList, reader: Reader): string {
  const { t } = reader;
  const value = (raw: string | null | undefined) =>
    raw === null || raw === undefined
      ? t(kind === 'assigned' ? 'history.nobody' : 'history.nothing')
      : written(kind, raw, steps, reader);
  const what = t(`history.kinds.${kind}`, { from: value(from), to: value(to) });
  const said = text ? `\n> ${plain(text, shownOf.text)}` : '';
  return `${dateTime(at)} ${person(actor, t)}: ${what}${said}`;
}

/** A value as the history keeps it, for people: see the entity. */
function written(kind: HappeningKind, raw: string, steps: StepList, { t, locale }: Reader): string {
  switch (kind) {
    case 'moved':
    case 'completed':
    case 'cancelled':
    case 'reopened':
      return plain(statusName(raw, steps, t));
    case 'assigned':
      return person(raw, t);
    case 'customer':
      return raw === forgotten || /^\d{17,20}$/.test(raw) ? person(raw, t) : plain(raw, shownOf.value);
    case 'channel':
      return channelMention(raw);
    case 'due':
      return dateTime(new Date(raw));
    case 'price': {
      const [amount, currency] = raw.split(' ');
      return formatMoney({ amount: Number(amount), currency: currency! }, locale);
    }
    default:
      return plain(raw, shownOf.value);
  }
}
