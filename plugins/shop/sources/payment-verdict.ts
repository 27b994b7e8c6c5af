import type { Order } from '../entities/order.ts';
import type { Sighting } from '../entities/sighting.ts';
import { formatOf } from '../payment/formats.ts';

/** What makes a payment one that somebody should look at. */
export type Doubt =
  | 'late'
  | 'early'
  | 'unsettled'
  | 'other-currency'
  /** The source says that it pays another order. */
  | 'other-order'
  /** Its buyer named the payment, not the payment the order: somebody else could have. */
  | 'named-by-buyer';

/** What was seen of the payment of an order, against what is due. */
export interface Verdict {
  /** `nearly`: too little, by no more than the owner lets pass. */
  readonly amount: 'under' | 'nearly' | 'exact' | 'over';
  /** How much too little or too much, in the units of what is due. */
  readonly difference: string;
  readonly doubts: readonly Doubt[];
}

/** The code of what an order is paid in: a coin or a currency. */
export const paidIn = ({ methodKind, currency }: Pick<Order, 'methodKind' | 'currency'>): string =>
  formatOf(methodKind)?.asset?.code ?? currency;

/** Whether more money was seen for an order than the ledger has of it. */
export function isUnbooked(order: Order, seen: readonly Sighting[]): boolean {
  const { own, counted, received, due } = sumOf(order, seen);
  // What one has as much of as was due has all of its price.
  const more = received * BigInt(Math.max(order.total, 1)) > due * BigInt(order.captured);
  return more || (order.captured === 0 && own.length > counted.length);
}

/**
 * Judges what sources saw. Amounts in other currencies are never added. @param shortBy percent that may be missing.
 * @returns undefined where nothing was seen.
 */
export function verdictOf(order: Order, seen: readonly Sighting[], shortBy = 0): Verdict | undefined {
  if (seen.length === 0) {
    return undefined;
  }
  const { own, counted, received, due } = sumOf(order, seen);
  const difference = received - due;
  const nearly = received * 100n >= due * BigInt(100 - shortBy);
  const short = nearly ? 'nearly' : 'under';
  const amount = difference === 0n ? 'exact' : difference < 0n ? short : 'over';
  const doubts: readonly (readonly [Doubt, boolean])[] = [
    ['late', order.payment === 'late' || own.some(({ paidAt }) => paidAt > order.expiresAt)],
    ['early', own.some(({ paidAt }) => paidAt < order.createdAt)],
    ['unsettled', own.some(({ settled }) => !settled)],
    ['other-currency', own.length > counted.length],
    ['other-order', own.length < seen.length],
    ['named-by-buyer', own.some(({ named }) => !named)],
  ];
  return {
    amount,
    difference: String(difference < 0n ? -difference : difference),
    doubts: doubts.filter(([, so]) => so).map(([doubt]) => doubt),
  };
}

/**
 * What came of the price of an order, in minor units of its currency, by the rate that the order has. A part of one is
 * rounded up: what is missing of the price is not counted twice.
 */
export function cameOf(order: Order, seen: readonly Sighting[]): number {
  const { received, due } = sumOf(order, seen);
  return Number((received * BigInt(order.total) + due - 1n) / due);
}

/** What counts of what was seen for an order, and what is due: in atomic units of a coin, or minor units of a currency. */
function sumOf(order: Order, seen: readonly Sighting[]) {
  const own = seen.filter((one) => one.order === order.id);
  const counted = own.filter(({ currency }) => currency === paidIn(order));
  const received = counted.reduce((sum, { units }) => sum + BigInt(units), 0n);
  return { own, counted, received, due: BigInt(order.units ?? order.total) };
}
