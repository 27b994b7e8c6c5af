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

/** What happens to an order, and from where to where it leads. There is no other way. */
export const ways = {
  /** The buyer says that they paid. */
  submit: { 'awaiting/reserved': ['submitted/reserved'] },
  /** The same, after the time was over: staff decide. */
  'submit-late': { 'expired/released': ['late/released'] },
  /** Somebody of staff looks at it; whoever does so again has more time. */
  claim: {
    'submitted/reserved': ['reviewing/reserved'],
    'reviewing/reserved': ['reviewing/reserved'],
  },
  unclaim: { 'reviewing/reserved': ['submitted/reserved'] },
  /** The first of two says yes. */
  'first-yes': {
    'submitted/reserved': ['reviewing/reserved'],
    'reviewing/reserved': ['reviewing/reserved'],
    'late/released': ['late/released'],
  },
  approve: {
    'submitted/reserved': approved,
    'reviewing/reserved': approved,
    'late/released': approved,
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
  expire: { 'awaiting/reserved': ['expired/released'] },
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
  refund: Object.fromEntries(
    paid.flatMap((payment) =>
      dueToCome.map((one) => [`${payment}/${one}`, [`part-refunded/${one}`, 'refunded/revoked']]),
    ),
  ),
  /** The bank or the payment service took the money back. */
  'charge-back': Object.fromEntries(
    paid.flatMap((payment) => dueToCome.map((one) => [`${payment}/${one}`, ['charged-back/revoked']])),
  ),
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

/** Staff are to look at it. */
export const reviewablePayments = ['submitted', 'reviewing', 'late'] as const satisfies Payment[];

const among = (list: readonly Payment[], payment: Payment) => list.includes(payment);
export const isOpen = (payment: Payment) => among(openPayments, payment);
export const isPaid = (payment: Payment) => among(paid, payment);
export const isReviewable = (payment: Payment) => among(reviewablePayments, payment);
