import { fromNow, longTime, type Message, plain } from '@guildhall/sdk';
import { channelMention, userMention } from 'discord.js';
import type { Happening } from '../entities/happening.ts';
import type { Order } from '../entities/order.ts';
import type { Reminder } from '../reminders.ts';
import { type OrderFacts, orderEmbed, type Reader } from './order-card.ts';
import { customerWords, priceWords, statusName } from './words.ts';

/** What a customer is told of their order. @param server the name of the guild, which a direct message does not show. */
export function customerNotice(
  facts: OrderFacts,
  happened: readonly Happening[],
  server: string,
  reader: Reader,
): Message {
  const { t } = reader;
  const lines = happened.map((one) => sentence(facts, one, reader));
  return {
    content: [...lines, `-# ${t('notice.why', { server: plain(server, 100) })}`].join('\n'),
    embeds: [orderEmbed(facts, reader, t('card.title'))],
  };
}

function sentence(facts: OrderFacts, happening: Happening, reader: Reader): string {
  const { t } = reader;
  const { text } = happening;
  const said = news(facts, happening, reader);
  return text ? `${said} ${t('notice.reason', { reason: plain(text, 300) })}` : said;
}

function news({ order, steps }: OrderFacts, { kind, to }: Happening, reader: Reader): string {
  const { t, locale } = reader;
  const { id, step } = order;
  switch (kind) {
    case 'due':
      return to ? t('notice.due', { id, due: timeWords(new Date(to), reader) }) : t('notice.no-due', { id });
    case 'price': {
      const price = priceWords(order, locale);
      return price ? t('notice.price', { id, price }) : t('notice.no-price', { id });
    }
    case 'moved':
      return t('notice.moved', { id, status: plain(statusName(to ?? step, steps, t)) });
    default:
      return t(`notice.${kind}`, { id });
  }
}

/** What staff are told of an order that has a due date. */
export function reminderNotice({ order, kind }: Reminder, reader: Reader): Message {
  const { t } = reader;
  const responsible = responsibleFor(order);
  const what = t(`remind.${kind}`, {
    id: order.id,
    customer: customerWords(order, t),
    due: timeWords(order.dueAt!, reader),
    channel: channelMention(order.channel),
  });
  return {
    content: [...(responsible ? [userMention(responsible)] : []), what].join(' '),
    allowedMentions: { users: responsible ? [responsible] : [] },
  };
}

/** Who of staff has to do with an order: whoever works on it, else who made it. */
export function responsibleFor({ assignee, createdBy }: Order): string | undefined {
  return [assignee, createdBy].find((user): user is string => /^\d+$/.test(user ?? ''));
}

const timeWords = (at: Date, { timeZone, locale }: Reader) =>
  `${longTime(at, timeZone, locale)} (${fromNow(at)})`;
