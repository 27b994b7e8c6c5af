import {
  dateTime,
  formatMoney,
  fromNow,
  type Message,
  type Page,
  pageButtons,
  pageNumber,
  person,
  plain,
  quiet,
} from '@guildhall/sdk';
import type { APIEmbedField } from 'discord.js';
import type { Content, Goods } from '../delivery/delivery.ts';
import type { Happening } from '../entities/happening.ts';
import type { LedgerEntry } from '../entities/ledger-entry.ts';
import { referenceOf } from '../orders/order-id.ts';
import plugin from '../plugin.ts';
import { type CardFacts, cardEmbed, cardFiles, imageOf, proofsShown } from './card.ts';
import { pagesOf, partOf } from './side-by-side.ts';
import {
  afterButtons,
  bookButtons,
  fillButtons,
  inspectButtons,
  otherOrdersButtons,
  reviewButtons,
  unbookButtons,
} from './staff-buttons.ts';
import { grey, moneyOf, orderedWords, type Reader, rowOf } from './words.ts';

/** All that is known of an order, but for what its buyer got. */
export interface Details extends CardFacts {
  readonly goods: readonly Goods[];
  /** The first line first. */
  readonly money: readonly LedgerEntry[];
  readonly record: Page<Happening>;
  /** Which page of all of these lists is asked for, from 0: they are turned at once. */
  readonly page: number;
}

/** How many lines of the record stand on a page. */
export const recordSize = 5;
/** How many lines of each other list stand on a page, but for the proofs. */
const linesShown = 8;
/** How much of a reason a line of the record shows, in characters. */
const reasonShown = 120;
/** How much of what was bought stands in the message itself, in characters; more is a file. */
const contentShown = 3_000;

/** Everything about an order, for staff. */
export function detailsView(details: Details, reader: Reader): Message {
  const { order, record, goods, money, proofCount, page, pictures } = details;
  const { t } = reader;
  const pages = Math.max(
    record.pages,
    pagesOf([goods.length, linesShown], [money.length, linesShown], [proofCount, proofsShown]),
  );
  const happened = page < record.pages ? record.rows : [];
  return {
    embeds: [
      { ...cardEmbed(details, reader), title: t('details.title', { id: order.id }) },
      ...pictures.slice(1).map(imageOf),
      {
        title: t('details.record'),
        description: happened.map((happening) => recordLine(happening, reader)).join('\n'),
        fields: ownFields(details, reader),
        color: grey,
        ...(pages > 1 ? { footer: { text: pageNumber({ page, pages }, t) } } : {}),
      },
    ],
    files: cardFiles(details),
    components: [
      ...rowOf(reviewButtons(order, t)),
      ...rowOf([...fillButtons(order, t), ...afterButtons(order, t)]),
      ...rowOf([
        ...(goods.length > 0 ? inspectButtons(order, t) : []),
        ...otherOrdersButtons(order, t),
        ...bookButtons(order, t),
        ...unbookButtons(order, money, t),
      ]),
      ...pageButtons({ page, pages }, (page) => plugin.customId('details', order.id, page), t),
    ],
    allowedMentions: quiet,
    private: true,
  };
}

function ownFields({ order, goods, money, page }: Details, { t, locale }: Reader): APIEmbedField[] {
  const field = (name: string, value: string | undefined, inline = true) =>
    value ? [{ name: t(`details.${name}`), value, inline }] : [];
  const moment = (at: Date | null | undefined) => (at ? `${dateTime(at)} (${fromNow(at)})` : undefined);
  const { payment, expiresAt, submittedAt, capturedAt, deliveredAt } = order;
  return [
    ...field('until', payment === 'awaiting' ? moment(expiresAt) : undefined),
    ...field('submitted', moment(submittedAt)),
    ...field('approved', moment(capturedAt)),
    ...field('delivered', moment(deliveredAt)),
    ...field(
      'goods',
      listed(goods, page, (one) => goodsWords(one, t)),
      false,
    ),
    ...field(
      'money',
      listed(money, page, ({ kind, amount, at, actor }) =>
        t(`details.entries.${kind}`, {
          amount: formatMoney(moneyOf(amount, order), locale),
          at: dateTime(at),
          user: person(actor, t),
        }),
      ),
      false,
    ),
  ];
}

const listed = <T>(all: readonly T[], page: number, line: (one: T) => string): string =>
  partOf(all, page, linesShown).map(line).join('\n');

/** Something that was bought, without what it is. */
export const goodsWords = (one: Goods, t: Reader['t']): string =>
  goodsFacts(
    one,
    t,
    t(one.shownAt ? 'details.read' : 'details.unread', { at: one.shownAt ? dateTime(one.shownAt) : '' }),
  );

/** The same for a menu, whose labels show no times of Discord's. */
export const goodsLabel = (one: Goods, t: Reader['t']): string =>
  goodsFacts(one, t, t(one.shownAt ? 'details.was-read' : 'details.unread'));

function goodsFacts({ number, item, state }: Goods, t: Reader['t'], read: string): string {
  const facts = [
    ...(item === null ? [] : [t('details.item', { number: item })]),
    ...(state === 'current' ? [] : [t(`details.states.${state}`)]),
    read,
  ];
  return `${number}. ${facts.join(' · ')}`;
}

/** What happened, in the words of the audit log, with the end of the id in place of the whole. */
function recordLine({ at, actor, action, order, reason }: Happening, { t }: Reader): string {
  const what = t(`audit.${action}`, { target: referenceOf(order) });
  const said = reason ? `\n> ${plain(reason, reasonShown)}` : '';
  return `${dateTime(at)} ${person(actor, t)} ${what}${said}`;
}

/** What a buyer got, for whoever of staff may read it. Never send it where others read. */
export function inspectView(
  { order, contents }: { readonly order: CardFacts['order']; readonly contents: readonly Content[] },
  { t }: Reader,
): Message {
  const headed = contents.map(({ number, state, text }) => ({
    head: `${number}${state === 'current' ? '' : ` (${t(`details.states.${state}`)})`}`,
    text,
  }));
  const block = headed.map(({ head, text }) => `**${head}**\n\`\`\`\n${text}\n\`\`\``).join('\n');
  const fits = block.length <= contentShown && !contents.some(({ text }) => text.includes('```'));
  const whole = headed.map(({ head, text }) => `${head}\n${text}`).join('\n\n');
  const files = [
    ...contents.flatMap(({ file }) => (file ? [{ attachment: file.bytes, name: file.name }] : [])),
    ...(fits ? [] : [{ attachment: Buffer.from(whole), name: `${order.id}.txt` }]),
  ];
  return {
    embeds: [
      {
        title: t('details.inspected', { id: order.id }),
        description: [`**${orderedWords(order)}**`, fits ? block : t('delivery.file')].join('\n'),
        color: grey,
        footer: { text: t('details.audited') },
      },
    ],
    ...(files.length > 0 ? { files } : {}),
    allowedMentions: quiet,
    private: true,
  };
}
