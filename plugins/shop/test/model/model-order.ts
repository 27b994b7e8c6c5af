import type { Fulfilment, Payment } from '../../orders/order-states.ts';

/** What somebody is answered: `ok`, or the code of a refusal. */
export type Answer = 'ok' | (string & {});

export const ok: Answer = 'ok';

/** The people of a shop. Sam and Tim are of staff; Sam buys, too. */
export const names = ['eve', 'bob', 'sam', 'tim'] as const;
export type Name = (typeof names)[number];

export const roles = ['gold', 'silver', 'customer'] as const;
export type RoleName = (typeof roles)[number];

interface ModelProduct {
  readonly supply: 'items' | 'hand' | 'none';
  readonly price: number;
  readonly perBuyer: number | null;
  readonly role: RoleName | null;
  readonly roleMinutes: number | null;
}

const none = { perBuyer: null, role: null, roleMinutes: null } as const;

/** What is sold: items, what staff write, a role for good, and one for a time. */
export const products = {
  key: { ...none, supply: 'items', price: 1099, perBuyer: 4 },
  letter: { ...none, supply: 'hand', price: 550 },
  gold: { ...none, supply: 'none', price: 2000, role: 'gold' },
  hours: { ...none, supply: 'none', price: 300, perBuyer: 3, role: 'silver', roleMinutes: 120 },
} as const satisfies Readonly<Record<string, ModelProduct>>;
export type ProductName = keyof typeof products;

export const productOf = ({ product }: Pick<ModelOrder, 'product'>): ModelProduct => products[product];

/** A line of the ledger. */
export interface ModelLine {
  readonly kind: 'capture' | 'more' | 'refund' | 'chargeback' | 'uncapture' | 'unmore';
  readonly amount: number;
}

/** An order, as far as money and goods go. */
export interface ModelOrder {
  id: string;
  readonly product: ProductName;
  readonly quantity: number;
  readonly buyer: Name;
  /** Its buyer asked to be forgotten: their limits go on. */
  forgotten: boolean;
  readonly total: number;
  readonly coupon: boolean;
  payment: Payment;
  fulfilment: Fulfilment;
  /** The numbers of the items that are kept for it, or sold with it. */
  items: number[];
  /** What it brought: the number of the item, where it is one, and whether it is still theirs. */
  brought: { readonly item: number | null; state: 'current' | 'replaced' | 'revoked' }[];
  usesCoupon: boolean;
  expiresAt: number;
  reviewer: { readonly by: Name; readonly until: number } | undefined;
  rejections: number;
  captured: number;
  refunded: number;
  lines: ModelLine[];
  /** Why it could not be sent. */
  problem: string | null;
  tries: number;
  /** Each change has a line in its record. */
  version: number;
}

const late: Readonly<Record<Payment, string>> = {
  awaiting: 'not-submitted',
  submitted: 'already-submitted',
  reviewing: 'already-submitted',
  late: 'already-submitted',
  captured: 'already-approved',
  'part-refunded': 'already-approved',
  refunded: 'already-refunded',
  'charged-back': 'already-refunded',
  cancelled: 'already-cancelled',
  expired: 'already-expired',
};

export const among = (list: readonly Payment[], { payment }: Pick<ModelOrder, 'payment'>) =>
  list.includes(payment);

export const paid = ['captured', 'part-refunded'] as const;

/** What somebody is told who comes too late. */
export function standing(order: ModelOrder): Answer {
  if (isBooked(order)) {
    return 'already-booked';
  }
  return order.fulfilment === 'revoked' ? 'already-refunded' : late[order.payment];
}

/** The money is there, and what it is for is not. */
export const isBooked = (order: ModelOrder) => among(paid, order) && order.fulfilment === 'released';

/** Whether it is somebody's own. */
export const isOf = ({ buyer, forgotten }: ModelOrder, by: Name) => buyer === by && !forgotten;

/** The lines of the ledger that were no mistake. */
export function standingLines({ lines }: ModelOrder): ModelLine[] {
  const left: ModelLine[] = [];
  for (const line of lines) {
    if (line.kind.startsWith('un')) {
      left.pop();
    } else {
      left.push(line);
    }
  }
  return left;
}
