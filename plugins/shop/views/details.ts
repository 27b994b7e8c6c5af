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
import type { Content, Goods } from '../delivery.ts';
import type { Happening } from '../entities/happening.ts';
import type { LedgerEntry } from '../entities/ledger-entry.ts';
import { referenceOf } from '../order-id.ts';
import plugin from '../plugin.ts';
import { type CardFacts, cardEmbed, cardFiles } from './card.ts';
import {
  afterButtons,
  fillButtons,
  inspectButtons,
  otherOrdersButtons,
  reviewButtons,
} from './staff-buttons.ts';
import { grey, moneyOf, orderedWords, type Reader, rowOf } from './words.ts';

/** All that is known of an order, but for what its buyer got. */
export interface Details extends CardFacts {
  readonly goods: readonly Goods[];
  /** The first line first. */
  readonly money: readonly LedgerEntry[];
  readonly record: Page<Happening>;
}

/** How many lines of the record stand on a page. */
export const recordSize = 5;
/** How many lines of each other list stand in a message. */
const linesShown = 8;
/** How much of a reason a line of the record shows, in characters. */
const reasonShown = 120;
/** How much of what was bought stands in the message itself, in characters; more is a file. */
const contentShown = 3_000;

/** Everything about an order, for staff. */
export function detailsView(details: Details, reader: Reader): Message {
  const { order, record, goods } = details;
  const { t } = reader;
  return {
    embeds: [
      { ...cardEmbed(details, reader), title: t('details.title', { id: order.id }) },
      {
        title: t('details.record'),
        description: record.rows.map((happening) => recordLine(happening, reader)).join('\n'),
        fields: ownFields(details, reader),
        color: grey,
        ...(record.pages > 1 ? { footer: { text: pageNumber(record, t) } } : {}),
      },
    ],
    files: cardFiles(details),
    components: [
      ...rowOf(reviewButtons(order, t)),
      ...rowOf([...fillButtons(order, t), ...afterButtons(order, t)]),
      ...rowOf([...(goods.length > 0 ? inspectButtons(order, t) : []), ...otherOrdersButtons(order, t)]),
      ...pageButtons(record, (page) => plugin.customId('details', order.id, page), t),
    ],
    allowedMentions: quiet,
    private: true,
  };
}

function ownFields({ order, goods, money }: Details, { t, locale }: Reader): APIEmbedField[] {
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
      listed(goods, (one) => goodsWords(one, t)),
      false,
    ),
    ...field(
      'money',
      listed(money, ({ kind, amount, at, actor }) =>
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

/** The first lines of a list, and how many there are beside. */
function listed<T>(all: readonly T[], line: (one: T) => string): string {
  const lines = all.slice(0, linesShown).map(line);
  return [...lines, ...(all.length > linesShown ? [`… (${all.length})`] : [])].join('\n');
}

/** Something that was bought, without what it is. */
export function goodsWords({ number, item, state, shownAt }: Goods, t: Reader['t']): string {
  const facts = [
    ...(item === null ? [] : [t('details.item', { number: item })]),
    ...(state === 'current' ? [] : [t(`details.states.${state}`)]),
    t(shownAt ? 'details.read' : 'details.unread', { at: shownAt ? dateTime(shownAt) : '' }),
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
