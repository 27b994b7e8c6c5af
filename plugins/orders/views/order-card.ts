import {
  fromNow,
  type GuildTexts,
  longTime,
  type Message,
  person,
  plain,
  plainLines,
  quiet,
  type Translate,
} from '@guildhall/sdk';
import { type APIEmbedField, channelMention, messageLink } from 'discord.js';
import type { Attachment } from '../entities/attachment.ts';
import type { Happening } from '../entities/happening.ts';
import type { Order } from '../entities/order.ts';
import type { StepList } from '../steps.ts';
import { orderButtons } from './order-buttons.ts';
import { colours, customerWords, priceWords, statusOf } from './words.ts';

/** Whom a card is for: their language, and the time zone of the guild. */
export type Reader = GuildTexts;

/** What a card shows of an order, beside the order. */
export interface OrderFacts {
  readonly order: Order;
  readonly steps: StepList;
}

/** What only staff see of an order. */
export interface StaffFacts extends OrderFacts {
  /** The newest first. */
  readonly notes: readonly Happening[];
  readonly attachments: readonly Attachment[];
}

/** All of an embed may have 6000 characters: https://docs.discord.com/developers/resources/message#embed-object */
const shownOf = { details: 2400, newestNote: 760, note: 200, file: 40 } as const;

/** How many links to files fit into a field; the others lie near them. */
const filesShown = 6;

/** An order that was just made: id, customer, details, channel, time. */
export function createdCard(facts: OrderFacts, reader: Reader): Message {
  const hint = memberHint(facts.order, reader.t);
  return {
    ...(hint ? { content: hint } : {}),
    embeds: [orderEmbed(facts, reader, reader.t('card.created'))],
    allowedMentions: quiet,
  };
}

/** Says quietly that who was meant to be a member is none: staff may have mistyped the name. Else nothing. */
export function memberHint({ customer, customerName }: Order, t: Translate): string {
  return !customer && /^(?:@|<@!?\d+>$|\d{17,20}$)/.test(customerName)
    ? `-# ${t('card.no-member', { name: plain(customerName, 60) })}`
    : '';
}

/** An order as it stands. */
export function orderCard(facts: OrderFacts, reader: Reader): Message {
  return { embeds: [orderEmbed(facts, reader, reader.t('card.title'))], allowedMentions: quiet };
}

/** An order as staff see it, with the buttons for it. */
export function staffCard(facts: StaffFacts, reader: Reader): Message {
  const embed = orderEmbed(facts, reader, reader.t('card.title'));
  return {
    embeds: [{ ...embed, fields: [...embed.fields, ...staffFields(facts, reader)] }],
    components: orderButtons(facts, reader.t),
    allowedMentions: quiet,
  };
}

/** An order as everybody may see it who may see the order. */
export function orderEmbed(facts: OrderFacts, reader: Reader, title: string) {
  const { order, steps } = facts;
  const { t, timeZone, locale } = reader;
  const at = (time: Date) => `${longTime(time, timeZone, locale)} (${fromNow(time)})`;
  const field = (key: string, value: string | undefined, inline = true): APIEmbedField[] =>
    value ? [{ name: t(`card.${key}`), value, inline }] : [];
  return {
    title,
    color: colours[order.state],
    description: plainLines(order.details, shownOf.details),
    fields: [
      ...field('id', `\`${order.id}\``),
      ...field('customer', customerWords(order, t)),
      ...field('status', plain(statusOf(order, steps, t))),
      ...field('channel', channelMention(order.channel)),
      ...field('price', priceWords(order, locale)),
      ...field('assignee', order.assignee ? person(order.assignee, t) : undefined),
      ...field('due', order.dueAt ? at(order.dueAt) : undefined, false),
      ...field('made', `${at(order.createdAt)}, ${person(order.createdBy, t)}`, false),
      ...field(
        'closed',
        order.closedAt ? `${at(order.closedAt)}, ${person(order.closedBy!, t)}` : undefined,
        false,
      ),
      ...field('reason', order.closeReason ? plain(order.closeReason, 320) : undefined, false),
    ],
  };
}

function staffFields({ notes, attachments }: StaffFacts, { t }: Reader): APIEmbedField[] {
  const written = notes.map(({ text, actor, at }, index) => ({
    name: t('card.note'),
    value: `${plain(text || '-', index === 0 ? shownOf.newestNote : shownOf.note)}\n-# ${person(actor, t)} ${fromNow(at)}`,
  }));
  const links = attachments
    .slice(0, filesShown)
    .map(
      ({ guild, channel, message, name }) =>
        `[${plain(name, shownOf.file)}](${messageLink(channel, message, guild)})`,
    );
  const more = attachments.length - links.length;
  const files = [...links, ...(more > 0 ? [t('card.more-files', { count: more })] : [])].join('\n');
  return [...(files ? [{ name: t('card.files'), value: files }] : []), ...written];
}
