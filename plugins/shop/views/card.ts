import {
  type Block,
  blockWords,
  dateTime,
  formatMoney,
  fromNow,
  type Message,
  person,
  plain,
  quiet,
} from '@guildhall/sdk';
import { type APIEmbedField, roleMention } from 'discord.js';
import type { Happening } from '../entities/happening.ts';
import type { Order } from '../entities/order.ts';
import type { Proof } from '../entities/proof.ts';
import type { Sighting } from '../entities/sighting.ts';
import { referenceOf } from '../orders/order-id.ts';
import { isBooked } from '../orders/order-states.ts';
import { formatOf } from '../payment/formats.ts';
import plugin from '../plugin.ts';
import type { Rival } from '../review/named-transactions.ts';
import type { Twin } from '../review/proofs.ts';
import { isUnbooked } from '../sources/payment-verdict.ts';
import { wordForStaff } from './last-word.ts';
import { coinWords } from './payment.ts';
import { doubtWords, seenWords } from './sightings.ts';
import { bookButtons, fillButtons, reviewButtons } from './staff-buttons.ts';
import {
  button,
  colourOf,
  moneyOf,
  orderedWords,
  type Reader,
  rowOf,
  statusWords,
  totalWords,
} from './words.ts';

/** What staff are to know of an order. Nothing of what was delivered is among it. */
export interface CardFacts {
  readonly order: Order;
  /** A page of them, the newest first. */
  readonly proofs: readonly Proof[];
  /** How many there are in all. */
  readonly proofCount: number;
  /** Pictures of the proofs that are shown, the newest first. */
  readonly pictures: readonly ShownPicture[];
  /** What payment sources saw of its payment. */
  readonly seen: readonly Sighting[];
  /** How many percent of it may be missing. */
  readonly shortBy: number;
  /** What somebody last said about its payment, while it is its buyer's turn, or over. */
  readonly word: Happening | undefined;
  /** Other orders that showed the same picture. */
  readonly twins: readonly Twin[];
  /** Other orders that named the same transaction. */
  readonly rivals: readonly Rival[];
  readonly buyer: BuyerFacts;
  /** What keeps the buyer from buying now. */
  readonly block: Block | undefined;
}

/** Whom a card is for. */
interface Call {
  readonly role: string;
  /** Whether they hear of it. */
  readonly aloud: boolean;
}

/** A picture in a message. */
export interface ShownPicture {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly hash: string;
}

export interface BuyerFacts {
  /** Orders of theirs that were paid, before this one. */
  readonly paid: number;
  /** Orders of theirs that came to nothing. */
  readonly failed: number;
  readonly accountSince: Date | undefined;
  /** Undefined: they are no member any more. */
  readonly memberSince: Date | undefined;
}

/** How many other orders a card names. */
const othersShown = 5;
/** How many proofs stand in one message. */
export const proofsShown = 3;

/** The card of an order, for staff. @param mark stands in the buttons, so that the message is found again. */
export function cardView(facts: CardFacts, mark: string, reader: Reader, call?: Call): Message {
  const { order } = facts;
  const { t } = reader;
  return {
    ...(call ? { content: roleMention(call.role) } : {}),
    embeds: [{ ...cardEmbed(facts, reader), footer: { text: `#${mark}` } }],
    files: cardFiles(facts),
    components: [
      ...rowOf(reviewButtons(order, t)),
      ...rowOf([
        ...fillButtons(order, t),
        ...(order.payment === 'late' || isUnbooked(order, facts.seen) ? bookButtons(order, t) : []),
        button(t('buttons.details'), plugin.customId('details', order.id)),
      ]),
    ],
    allowedMentions: call?.aloud ? { roles: [call.role] } : quiet,
  };
}

/** What stands on the card. */
export function cardEmbed(facts: CardFacts, reader: Reader) {
  const { order, pictures } = facts;
  const [picture] = pictures;
  const { t } = reader;
  return {
    title: t('card.title', { id: order.id }),
    description: `**${orderedWords(order)}**\n${statusWords(order, t)}`,
    color: colourOf(order),
    fields: cardFields(facts, reader),
    ...(picture ? imageOf(picture) : {}),
  };
}

/** A picture of the message in one of its embeds. */
export const imageOf = ({ name }: ShownPicture) => ({ image: { url: `attachment://${name}` } });

/** The pictures of proofs, if there are any. */
export const cardFiles = ({ pictures }: CardFacts) => pictures.map(fileOf);

/** A file that is told apart by its hash: all of its bytes are not to be compared each time. */
const fileOf = ({ bytes, name, hash }: ShownPicture) => ({
  attachment: Buffer.from(bytes),
  name,
  toJSON: () => ({ name, hash }),
});

function cardFields(
  { order, proofs, proofCount, seen, shortBy, word, twins, rivals, buyer, block }: CardFacts,
  { t, locale }: Reader,
): APIEmbedField[] {
  const { firstYes, reviewer, reviewUntil, approvedBy, refunded, problem, closeReason, couponCode } = order;
  const { sendAt, sendTries } = order;
  const field = (name: string, value: string | undefined, inline = true) =>
    value ? [{ name: t(`card.${name}`), value, inline }] : [];
  const since = (at: Date | undefined) => (at ? fromNow(at) : t('card.unknown'));
  return [
    ...field('buyer', person(order.buyer, t)),
    ...field('total', totalWords(order, locale)),
    ...field('method', plain(order.methodName, 60)),
    ...field('to', order.address ? `\`${order.address}\`` : undefined, false),
    ...field('coins', coinWords(order, t), false),
    ...field('reference', `\`${referenceOf(order.id)}\``),
    ...field('coupon', couponCode ? plain(couponCode, 40) : undefined),
    ...field('ordered', fromNow(order.createdAt)),
    ...field(
      'facts',
      t('card.history', {
        paid: buyer.paid,
        failed: buyer.failed,
        account: since(buyer.accountSince),
        member: buyer.memberSince ? fromNow(buyer.memberSince) : t('card.gone'),
      }),
      false,
    ),
    ...field(
      'proof',
      [
        ...proofs.map((proof) => proofWords(order, proof, t)),
        ...(proofCount > proofs.length ? [t('card.proofs', { count: proofCount })] : []),
      ].join('\n'),
      false,
    ),
    ...field('block', block ? blockWords(block, t) : undefined, false),
    ...field('seen', seenWords(order, seen, shortBy, t), false),
    ...field('doubts', doubtWords(order, seen, t), false),
    ...field(
      'twins',
      [
        ...rivals.map(({ order, holds }) => t(holds ? 'card.held' : 'card.named', { id: order })),
        ...twins.map((twin) => t(twin.same ? 'card.same' : 'card.alike', { id: twin.order })),
      ]
        .slice(0, othersShown)
        .join('\n'),
      false,
    ),
    ...field(
      'reviewer',
      reviewer && reviewUntil
        ? t('card.reviewer-until', { user: person(reviewer, t), at: dateTime(reviewUntil) })
        : undefined,
    ),
    ...field('word', word ? wordForStaff(word, order, t) : undefined, false),
    ...field('first-yes', firstYes ? person(firstYes, t) : undefined),
    ...field('booked', isBooked(order) ? formatMoney(moneyOf(order.captured, order), locale) : undefined),
    ...field('approved', approvedBy ? person(approvedBy, t) : undefined),
    ...field('refunded', refunded > 0 ? formatMoney(moneyOf(refunded, order), locale) : undefined),
    ...field('sent-again', sendTries > 0 && sendAt ? fromNow(sendAt) : undefined),
    ...field('problem', problem ? t(`problems.${problem}`) : undefined, false),
    ...field('reason', closeReason ? plain(closeReason, 320) : undefined, false),
  ];
}

/** What a buyer showed. A transaction id of a coin can be looked at where its transactions are public. */
function proofWords({ methodKind }: Order, { text, sender, at }: Proof, t: Reader['t']): string {
  const format = formatOf(methodKind);
  const [id] = (text && format?.transactionIds(text)) || [];
  const url = id ? format?.explorer(id) : undefined;
  return [
    // With a link beside it, the id in it is enough: three of them fit into a field.
    ...(text ? [plain(text, url ? 100 : 200)] : []),
    ...(sender ? [t('card.sender', { name: plain(sender, 60) })] : []),
    ...(text || sender ? [] : [t('card.picture')]),
    ...(url ? [`[${t('seen.look')}](${url})`] : []),
    `(${fromNow(at)})`,
  ].join(' ');
}
