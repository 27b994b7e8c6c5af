import { fromNow, type GuildTexts, longTime, type Message, plain, quiet } from '@guildhall/sdk';
import { channelMention } from 'discord.js';
import type { Order } from '../entities/order.ts';
import type { StepList } from '../steps.ts';
import { colours, customerWords, person, statusOf } from './words.ts';

/** Whom a card is for: their language, and the time zone of the guild. */
export type Reader = GuildTexts;

/** What a card shows of an order, beside the order. */
export interface OrderFacts {
  readonly order: Order;
  readonly steps: StepList;
}

/** An order that was just made: id, customer, details, channel, time. */
export function createdCard(facts: OrderFacts, reader: Reader): Message {
  return { embeds: [embedOf(facts, reader, reader.t('card.created'))], allowedMentions: quiet };
}

/** An order as it stands. */
export function orderCard(facts: OrderFacts, reader: Reader): Message {
  return { embeds: [embedOf(facts, reader, reader.t('card.title'))], allowedMentions: quiet };
}

function embedOf(facts: OrderFacts, reader: Reader, title: string) {
  const { order, steps } = facts;
  const { t, timeZone, locale } = reader;
  const at = (time: Date) => `${longTime(time, timeZone, locale)} (${fromNow(time)})`;
  const field = (key: string, value: string | undefined, inline = true) =>
    value ? [{ name: t(`card.${key}`), value, inline }] : [];
  return {
    title,
    color: colours[order.state],
    description: order.details,
    fields: [
      ...field('id', `\`${order.id}\``),
      ...field('customer', customerWords(order, t)),
      ...field('status', plain(statusOf(order, steps, t))),
      ...field('channel', channelMention(order.channel)),
      ...field('assignee', order.assignee ? person(order.assignee, t) : undefined),
      ...field('due', order.dueAt ? at(order.dueAt) : undefined, false),
      ...field('made', `${at(order.createdAt)}, ${person(order.createdBy, t)}`, false),
      ...field(
        'closed',
        order.closedAt ? `${at(order.closedAt)}, ${person(order.closedBy!, t)}` : undefined,
        false,
      ),
      ...field('reason', order.closeReason ? plain(order.closeReason, 300) : undefined, false),
    ],
  };
}
