import { fromNow, isCurrency, type Message, minorDigits, plain, quiet } from '@guildhall/sdk';
import type { Order } from '../entities/order.ts';
import type { Sighting } from '../entities/sighting.ts';
import { wholeOf } from '../payment/atomic-units.ts';
import { formatOf, formats } from '../payment/formats.ts';
import { paidIn, verdictOf } from '../sources/payment-verdict.ts';
import type { Idle } from '../sources/sightings.ts';
import { type Reader, statusWords } from './words.ts';

/** How many payments of an order are named; there is nearly always one. */
const shownAtMost = 3;

/** An amount in a coin or currency, as `0.0001537 BTC`. */
function amountWords(units: string, code: string): string {
  const asset = formats.find((format) => format.asset?.code === code)?.asset;
  return `${wholeOf(units, asset?.digits ?? (isCurrency(code) ? minorDigits(code) : 0))} ${code}`;
}

/** What sources saw of the payment of an order. @param shortBy percent that may be missing. @returns nothing where none saw any. */
export function seenWords(
  order: Order,
  seen: readonly Sighting[],
  shortBy: number,
  t: Reader['t'],
): string | undefined {
  const verdict = verdictOf(order, seen, shortBy);
  if (!verdict) {
    return undefined;
  }
  const more = seen.length - shownAtMost;
  return [
    ...seen.slice(0, shownAtMost).map((one) => sightingWords(one, order, t)),
    ...(more > 0 ? [t('seen.more', { count: more })] : []),
    t(`seen.${verdict.amount}`, { amount: amountWords(verdict.difference, paidIn(order)), percent: shortBy }),
  ].join('\n');
}

/** What makes it one that somebody should look at. */
export const doubtWords = (order: Order, seen: readonly Sighting[], t: Reader['t']): string =>
  (verdictOf(order, seen)?.doubts ?? []).map((doubt) => `⚠️ ${t(`seen.${doubt}`)}`).join('\n');

function sightingWords(sighting: Sighting, { id, methodKind }: Order, t: Reader['t']): string {
  const { units, currency, settled, paidAt, transaction, order } = sighting;
  const explorer = transaction && formatOf(methodKind)?.explorer(transaction);
  return [
    `**${amountWords(units, currency)}**`,
    t(settled ? 'seen.settled' : 'seen.coming'),
    fromNow(paidAt),
    ...(explorer ? [`[${t('seen.look')}](${explorer})`] : []),
    ...(order && order !== id ? [t('seen.pays', { id: order })] : []),
  ].join(' · ');
}

/** Tells staff of a payment that belongs to no order, or to one that waits for none. */
export function idleNotice({ sighting, order }: Idle, { t }: Pick<Reader, 't'>): Message {
  const { units, currency, transaction, paidAt } = sighting;
  const facts = { amount: amountWords(units, currency), when: fromNow(paidAt) };
  const lines = [
    order
      ? t('seen.idle', { ...facts, id: order.id, status: statusWords(order, t) })
      : t('seen.unplaced', facts),
    ...(transaction ? [`\`${plain(transaction, 130)}\``] : []),
    t(order ? 'seen.book' : 'seen.place'),
  ];
  return { content: lines.join('\n'), allowedMentions: quiet };
}
