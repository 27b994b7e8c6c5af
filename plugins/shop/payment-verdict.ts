import type { Order } from './entities/order.ts';
import type { Sighting } from './entities/sighting.ts';
import { formatOf } from './payment/formats.ts';

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
  readonly amount: 'under' | 'exact' | 'over';
  /** How much too little or too much, in the units of what is due. */
  readonly difference: string;
  readonly doubts: readonly Doubt[];
}

/** The code of what an order is paid in: a coin or a currency. */
export const paidIn = ({ methodKind, currency }: Pick<Order, 'methodKind' | 'currency'>): string =>
  formatOf(methodKind)?.asset?.code ?? currency;

/** Judges what sources saw. Amounts in other currencies are never added. @returns undefined where nothing was seen. */
export function verdictOf(order: Order, seen: readonly Sighting[]): Verdict | undefined {
  if (seen.length === 0) {
    return undefined;
  }
  const code = paidIn(order);
  const own = seen.filter((one) => one.order === order.id);
  const counted = own.filter(({ currency }) => currency === code);
  const received = counted.reduce((sum, { units }) => sum + BigInt(units), 0n);
  const difference = received - BigInt(order.units ?? order.total);
  const amount = difference === 0n ? 'exact' : difference < 0n ? 'under' : 'over';
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
