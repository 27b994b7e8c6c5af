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
import type { APIEmbedField } from 'discord.js';
import type { Order } from '../entities/order.ts';
import type { Proof } from '../entities/proof.ts';
import type { Sighting } from '../entities/sighting.ts';
import { referenceOf } from '../order-id.ts';
import { formatOf } from '../payment/formats.ts';
import plugin from '../plugin.ts';
import type { Twin } from '../proofs.ts';
import { coinWords } from './payment.ts';
import { doubtWords, seenWords } from './sightings.ts';
import { fillButtons, reviewButtons } from './staff-buttons.ts';
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
  /** The newest first. */
  readonly proofs: readonly Proof[];
  /** What payment sources saw of its payment. */
  readonly seen: readonly Sighting[];
  /** Other orders that showed the same picture. */
  readonly twins: readonly Twin[];
  readonly buyer: BuyerFacts;
  /** What keeps the buyer from buying now. */
  readonly block: Block | undefined;
  /** The picture of the newest proof that has one. */
  readonly picture?: { readonly bytes: Uint8Array; readonly name: string; readonly hash: string } | undefined;
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

/** How many proofs a card names; there are few. */
const proofsShown = 3;

/** The card of an order, for staff. @param mark stands in the buttons, so that the message is found again. */
export function cardView(facts: CardFacts, mark: string, reader: Reader): Message {
  const { order } = facts;
  const { t } = reader;
  return {
    embeds: [{ ...cardEmbed(facts, reader), footer: { text: `#${mark}` } }],
    files: cardFiles(facts),
    components: [
      ...rowOf(reviewButtons(order, t)),
      ...rowOf([
        ...fillButtons(order, t),
        button(t('buttons.details'), plugin.customId('details', order.id)),
      ]),
    ],
    allowedMentions: quiet,
  };
}

/** What stands on the card. */
export function cardEmbed(facts: CardFacts, reader: Reader) {
  const { order, picture } = facts;
  const { t } = reader;
  return {
    title: t('card.title', { id: order.id }),
    description: `**${orderedWords(order)}**\n${statusWords(order, t)}`,
    color: colourOf(order),
    fields: cardFields(facts, reader),
    ...(picture ? { image: { url: `attachment://${picture.name}` } } : {}),
  };
}

/** The picture of a proof, if there is one. */
export const cardFiles = ({ picture }: CardFacts) => (picture ? [fileOf(picture)] : []);

/** A file that is told apart by its hash: all of its bytes are not to be compared each time. */
const fileOf = ({ bytes, name, hash }: NonNullable<CardFacts['picture']>) => ({
  attachment: Buffer.from(bytes),
  name,
  toJSON: () => ({ name, hash }),
});

function cardFields(
  { order, proofs, seen, twins, buyer, block }: CardFacts,
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
      proofs
        .slice(0, proofsShown)
        .map((proof) => proofWords(order, proof, t))
        .join('\n'),
      false,
    ),
    ...field('block', block ? blockWords(block, t) : undefined, false),
    ...field('seen', seenWords(order, seen, t), false),
    ...field('doubts', doubtWords(order, seen, t), false),
    ...field(
      'twins',
      twins
        .slice(0, 5)
        .map((twin) => t(twin.same ? 'card.same' : 'card.alike', { id: twin.order }))
        .join('\n'),
      false,
    ),
    ...field(
      'reviewer',
      reviewer && reviewUntil ? `${person(reviewer, t)} (${dateTime(reviewUntil)})` : undefined,
    ),
    ...field('first-yes', firstYes ? person(firstYes, t) : undefined),
    ...field('approved', approvedBy ? person(approvedBy, t) : undefined),
    ...field('refunded', refunded > 0 ? formatMoney(moneyOf(refunded, order), locale) : undefined),
    ...field('sent-again', sendTries > 0 && sendAt ? fromNow(sendAt) : undefined),
    ...field('problem', problem ? t(`problems.${problem}`) : undefined, false),
    ...field('reason', closeReason ? plain(closeReason, 320) : undefined, false),
  ];
}

/** What a buyer showed. A transaction id of a coin can be looked at where its transactions are public. */
function proofWords({ methodKind }: Order, { text, at }: Proof, t: Reader['t']): string {
  const format = formatOf(methodKind);
  const id = text ? format?.transactionId(text) : undefined;
  const url = id ? format?.explorer(id) : undefined;
  return [
    // With a link beside it, the id in it is enough: three of them fit into a field.
    text ? plain(text, url ? 120 : 300) : t('card.picture'),
    ...(url ? [`[${t('seen.look')}](${url})`] : []),
    `(${fromNow(at)})`,
  ].join(' ');
}
