import type { Order } from '../entities/order.ts';

/** Where the money is. */
export const payments = [
  'awaiting',
  'submitted',
  'reviewing',
  'late',
  'captured',
  'part-refunded',
  'refunded',
  'charged-back',
  'cancelled',
  'expired',
] as const;
export type Payment = (typeof payments)[number];

/** Where the goods are. */
export const fulfilments = [
  'reserved',
  'released',
  'manual',
  'allocated',
  'delivered',
  'blocked',
  'revoked',
] as const;
export type Fulfilment = (typeof fulfilments)[number];

/** Both, as `captured/delivered`. */
export type Standing = `${Payment}/${Fulfilment}`;

export const standingOf = (order: { readonly payment: Payment; readonly fulfilment: Fulfilment }): Standing =>
  `${order.payment}/${order.fulfilment}`;

type Ways = Readonly<Partial<Record<Standing, readonly Standing[]>>>;

const paid = ['captured', 'part-refunded'] as const satisfies Payment[];
const dueToCome = ['manual', 'allocated', 'delivered', 'blocked'] as const satisfies Fulfilment[];

/** The way of the goods while the money stays where it is. */
const goods = (from: readonly Fulfilment[], to: Fulfilment): Ways =>
  Object.fromEntries(
    paid.flatMap((payment) => from.map((one) => [`${payment}/${one}`, [`${payment}/${to}`]])),
  );

const approved: readonly Standing[] = ['captured/allocated', 'captured/manual'];

/** Where money is that came in and did not go back. */
const withMoney: readonly Standing[] = [
  ...paid.flatMap((payment) => dueToCome.map((one) => `${payment}/${one}` as const)),
  'captured/released',
  'part-refunded/released',
  'part-refunded/revoked',
];

const fromAll = (from: readonly Standing[], to: (standing: Standing) => readonly Standing[]): Ways =>
  Object.fromEntries(from.map((standing) => [standing, to(standing)]));

/** What happens to an order, and from where to where it leads. There is no other way. */
export const ways = {
  /** Nothing is to be paid for it: it is its buyer's as soon as they order it. */
  'take-free': { 'awaiting/reserved': approved },
  /** The buyer says that they paid. */
  submit: { 'awaiting/reserved': ['submitted/reserved'] },
  /** The same, after the time was over: staff decide. */
  'submit-late': { 'expired/released': ['late/released'] },
  /** Somebody of staff looks at it; whoever does so again has more time. */
  claim: {
    'submitted/reserved': ['reviewing/reserved'],
    'reviewing/reserved': ['reviewing/reserved'],
  },
  /** Somebody who may takes it from the one who looks at it. */
  'take-over': { 'reviewing/reserved': ['reviewing/reserved'] },
  unclaim: { 'reviewing/reserved': ['submitted/reserved'] },
  /** The first of two says yes. */
  'first-yes': {
    'submitted/reserved': ['reviewing/reserved'],
    'reviewing/reserved': ['reviewing/reserved'],
    'late/released': ['late/released'],
    'captured/released': ['captured/released'],
  },
  approve: {
    'submitted/reserved': approved,
    'reviewing/reserved': approved,
    'late/released': approved,
    'captured/released': approved,
  },
  /** Money came that brings nothing by itself: it goes back, or staff approve the order once they can. */
  book: {
    ...fromAll(
      ['submitted/reserved', 'reviewing/reserved', 'late/released', 'expired/released', 'cancelled/released'],
      () => ['captured/released'],
    ),
    ...fromAll(withMoney, (standing) => [standing]),
    ...fromAll(['refunded/revoked', 'charged-back/revoked'], () => ['part-refunded/revoked']),
  },
  /** Money came for what was paid in full already. */
  'book-more': fromAll(withMoney, (standing) => [standing]),
  /** Money was booked by mistake. Where none is left, staff decide anew, or the order is as it was before. */
  unbook: {
    ...fromAll(withMoney, (standing) => [standing]),
    'captured/released': ['captured/released', 'late/released'],
    'part-refunded/revoked': ['part-refunded/revoked', 'refunded/revoked', 'charged-back/revoked'],
  },
  /** Staff need more from the buyer. */
  ask: {
    'submitted/reserved': ['awaiting/reserved'],
    'reviewing/reserved': ['awaiting/reserved'],
  },
  /** The proof is no proof: the buyer may try again, or it is over. */
  reject: {
    'submitted/reserved': ['awaiting/reserved', 'cancelled/released'],
    'reviewing/reserved': ['awaiting/reserved', 'cancelled/released'],
    'late/released': ['cancelled/released'],
  },
  cancel: { 'awaiting/reserved': ['cancelled/released'] },
  /** The buyer asked to be forgotten: whoever is gone pays no more. */
  forget: {
    ...fromAll(['awaiting/reserved', 'submitted/reserved', 'reviewing/reserved', 'late/released'], () => [
      'cancelled/released',
    ]),
    ...fromAll(
      [...withMoney, 'cancelled/released', 'expired/released', 'refunded/revoked', 'charged-back/revoked'],
      (standing) => [standing],
    ),
  },
  expire: { 'awaiting/reserved': ['expired/released'] },
  /** It is over, and its buyer named the transaction that was named for it for another order. */
  'lose-transaction': fromAll(['cancelled/released', 'expired/released'], (standing) => [standing]),
  /** Staff wrote what the buyer gets. */
  fill: goods(['manual'], 'allocated'),
  /** It was sent, or read by its buyer. */
  deliver: goods(['allocated', 'blocked'], 'delivered'),
  /** Sending it failed: it is tried again later. */
  postpone: goods(['allocated'], 'allocated'),
  /** It cannot be sent: it waits for its buyer. */
  block: goods(['allocated'], 'blocked'),
  /** It is sent again. */
  resend: goods(['blocked', 'delivered'], 'allocated'),
  /** Another one comes instead of one that was bad. */
  replace: goods(['blocked', 'delivered'], 'allocated'),
  refund: fromAll(withMoney, (standing) => [
    `part-refunded/${standing.split('/')[1] as Fulfilment}`,
    'refunded/revoked',
  ]),
  /** The bank or the payment service took the money back. */
  'charge-back': fromAll(withMoney, () => ['charged-back/revoked']),
} as const satisfies Readonly<Record<string, Ways>>;

export type OrderEvent = keyof typeof ways;

/** Where an event can lead an order from where it is. */
export const waysFrom = (event: OrderEvent, from: Standing): readonly Standing[] =>
  (ways[event] as Ways)[from] ?? [];

/** Somebody still has to do something: it counts against the limit of open orders. */
export const openPayments = ['awaiting', 'submitted', 'reviewing'] as const satisfies Payment[];

/** It came to nothing: it does not count against what one person may have. */
export const voidPayments = ['cancelled', 'expired', 'refunded', 'charged-back'] as const satisfies Payment[];

/** The money came in, wherever it is now. */
export const everPaid: readonly Payment[] = [...paid, 'refunded', 'charged-back'];

/** Staff are to look at the payment. */
export const reviewablePayments = ['submitted', 'reviewing', 'late'] as const satisfies Payment[];

/** Which orders wait for something that staff must do, as the database is asked for them. */
export const waitsForStaff = {
  $or: [
    { payment: { $in: [...reviewablePayments] } },
    { payment: { $in: [...paid] }, fulfilment: { $in: ['released', 'manual'] satisfies Fulfilment[] } },
  ],
};

const among = (list: readonly Payment[], payment: Payment) => list.includes(payment);
export const isOpen = (payment: Payment) => among(openPayments, payment);
export const isPaid = (payment: Payment) => among(paid, payment);
/** The money is there, and what it is for is not: staff deliver it or give the money back. */
export const isBooked = ({ payment, fulfilment }: Pick<Order, 'payment' | 'fulfilment'>) =>
  isPaid(payment) && fulfilment === 'released';
/** All of its price is there: what comes now is too much. */
export const isPaidInFull = ({
  payment,
  captured,
  refunded,
  total,
}: Pick<Order, 'payment' | 'captured' | 'refunded' | 'total'>) =>
  isPaid(payment) && captured - refunded >= total;
/** Whether it is, or was, a matter of staff: its payment, or what they write for its buyer. */
export const concernsStaff = ({
  payment,
  submittedAt,
  total,
  supply,
}: Pick<Order, 'payment' | 'submittedAt' | 'total' | 'supply'>) =>
  submittedAt != null ||
  isReviewable(payment) ||
  (everPaid.includes(payment) && (total > 0 || supply === 'hand'));
/** The buyer has it, or is to have it. */
export const isDueToCome = (fulfilment: Fulfilment) =>
  (dueToCome as readonly Fulfilment[]).includes(fulfilment);
/** Whether something can happen to an order where it stands. */
export const canHappen = (event: OrderEvent, order: Pick<Order, 'payment' | 'fulfilment'>) =>
  waysFrom(event, standingOf(order)).length > 0;
export const isReviewable = (payment: Payment) => among(reviewablePayments, payment);
