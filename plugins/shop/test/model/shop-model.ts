import type { ItemState } from '../../entities/stock-item.ts';
import { type Fulfilment, openPayments, type Payment } from '../../order-states.ts';

/** What somebody is answered: `ok`, the code of a refusal, or any refusal. */
export type Answer = 'ok' | 'refused' | (string & {});

export const ok: Answer = 'ok';

/** An order, as far as money and goods go. */
export interface ModelOrder {
  readonly buyer: string;
  readonly total: number;
  readonly coupon: boolean;
  payment: Payment;
  fulfilment: Fulfilment;
  /** The numbers of the items that are kept for it. */
  kept: number[];
  /** What it brought: the number of the item, and whether it is still theirs. */
  brought: { readonly item: number; state: 'current' | 'replaced' | 'revoked' }[];
  usesCoupon: boolean;
  expiresAt: number;
  reviewer: { readonly by: string; readonly until: number } | undefined;
  rejections: number;
  captured: number;
  refunded: number;
  tries: number;
  /** How many lines its record has. */
  version: number;
}

const price = 1099;
const openOrders = 3;
const payWithin = 60 * 60_000;
const reviewTime = 15 * 60_000;
/** How often sending is tried again. */
const pauses = 5;

/** How many items there are in the beginning. */
export const firstItems = 5;

/** What a coupon of this world takes off, in percent, and for how many orders. */
export const coupon = { percent: 33, uses: 2 } as const;

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

const among = (list: readonly Payment[], { payment }: ModelOrder) => list.includes(payment);

/** What a shop with one product is to do, written down a second time in the plainest way: no database, nothing at once. */
export class ShopModel {
  now: number;
  /** By number, from 1. */
  items: ItemState[] = Array<ItemState>(firstItems).fill('available');
  orders: ModelOrder[] = [];
  blocked: string[] = [];

  constructor(now: number) {
    this.now = now;
  }

  copy(): ShopModel {
    const { now, ...rest } = this;
    return Object.assign(new ShopModel(now), structuredClone(rest));
  }

  get available(): number[] {
    return this.items.flatMap((state, index) => (state === 'available' ? [index + 1] : []));
  }

  get couponsUsed(): number {
    return this.orders.filter(({ usesCoupon }) => usesCoupon).length;
  }

  checkout(buyer: string, quantity: number, withCoupon: boolean): Answer {
    if (this.blocked.includes(buyer)) {
      return 'blocked';
    }
    // Before all that is looked at while others wait.
    if (this.available.length < quantity) {
      return 'sold-out';
    }
    if (withCoupon && this.couponsUsed >= coupon.uses) {
      return 'coupon-used-up';
    }
    const open = this.orders.filter((order) => order.buyer === buyer && among(openPayments, order));
    if (open.length >= openOrders) {
      return 'too-many-orders';
    }
    const kept = this.#keep(quantity)!;
    const subtotal = price * quantity;
    const discount = withCoupon ? Math.floor((subtotal * coupon.percent) / 100) : 0;
    this.orders.push({
      buyer,
      total: subtotal - discount,
      coupon: withCoupon,
      payment: 'awaiting',
      fulfilment: 'reserved',
      kept,
      brought: [],
      usesCoupon: withCoupon,
      expiresAt: this.now + payWithin,
      reviewer: undefined,
      rejections: 0,
      captured: 0,
      refunded: 0,
      tries: 0,
      version: 1,
    });
    return ok;
  }

  submit(order: ModelOrder): Answer {
    if (!among(['awaiting', 'expired'], order)) {
      return late[order.payment];
    }
    return this.#lead(order, order.payment === 'expired' ? 'late' : 'submitted');
  }

  claim(order: ModelOrder, by: string): Answer {
    const refusal = this.#notFor(order, by, ['submitted', 'reviewing']);
    if (refusal) {
      return refusal;
    }
    order.reviewer = { by, until: this.now + reviewTime };
    return this.#lead(order, 'reviewing');
  }

  approve(order: ModelOrder, by: string): Answer {
    const refusal = this.#notFor(order, by, ['submitted', 'reviewing', 'late']);
    if (refusal) {
      return refusal;
    }
    if (this.blocked.includes(order.buyer)) {
      return 'buyer-blocked';
    }
    if (order.payment === 'late') {
      const kept = this.#keep(order.kept.length);
      if (!kept) {
        return 'sold-out';
      }
      if (order.coupon && this.couponsUsed >= coupon.uses) {
        this.#put(kept, 'available');
        return 'coupon-gone';
      }
      order.kept = kept;
      order.usesCoupon = order.coupon;
    }
    this.#put(order.kept, 'sold');
    order.brought = order.kept.map((item) => ({ item, state: 'current' }));
    order.captured = order.total;
    order.reviewer = undefined;
    return this.#lead(order, 'captured', 'allocated');
  }

  reject(order: ModelOrder, by: string, last: boolean): Answer {
    const refusal = this.#notFor(order, by, ['submitted', 'reviewing', 'late']);
    if (refusal) {
      return refusal;
    }
    order.rejections += 1;
    order.reviewer = undefined;
    if (last || order.rejections >= 3 || order.payment === 'late') {
      return this.#release(order, 'cancelled');
    }
    order.expiresAt = this.now + payWithin;
    return this.#lead(order, 'awaiting');
  }

  cancel(order: ModelOrder): Answer {
    return order.payment === 'awaiting' ? this.#release(order, 'cancelled') : late[order.payment];
  }

  /** Nobody is told anything. */
  expire(order: ModelOrder): Answer {
    return order.payment === 'awaiting' && order.expiresAt <= this.now ? this.#release(order, 'expired') : ok;
  }

  send(order: ModelOrder, outcome: 'sent' | 'closed' | 'failed' | 'lost'): Answer {
    if (order.fulfilment !== 'allocated' || outcome === 'lost') {
      return ok;
    }
    if (outcome === 'failed' && order.tries < pauses) {
      order.tries += 1;
      return this.#lead(order, order.payment);
    }
    return this.#lead(order, order.payment, outcome === 'sent' ? 'delivered' : 'blocked');
  }

  reveal(order: ModelOrder, by: string): Answer {
    if (order.buyer !== by) {
      return 'not-yours';
    }
    if (!among(['captured', 'part-refunded'], order)) {
      return late[order.payment];
    }
    return order.fulfilment === 'delivered' ? ok : this.#lead(order, order.payment, 'delivered');
  }

  resend(order: ModelOrder): Answer {
    return this.#notSent(order) ?? this.#lead(order, order.payment, 'allocated');
  }

  /** @param number from 1, of what was brought. */
  replace(order: ModelOrder, number: number): Answer {
    const refusal = this.#notSent(order);
    if (refusal) {
      return refusal;
    }
    const old = order.brought[number - 1];
    if (old?.state !== 'current') {
      return 'no-such-item';
    }
    const [item] = this.#keep(1) ?? [];
    if (item === undefined) {
      return 'sold-out';
    }
    old.state = 'replaced';
    this.#put([old.item], 'burnt');
    this.#put([item], 'sold');
    order.brought.push({ item, state: 'current' });
    return this.#lead(order, order.payment, 'allocated');
  }

  /** @param amount all that is left, when left out. */
  refund(order: ModelOrder, by: string, amount?: number): Answer {
    const refusal = this.#notBack(order, by);
    const left = order.captured - order.refunded;
    if (refusal || (amount !== undefined && amount > left)) {
      return refusal ?? 'refund-amount';
    }
    if (amount !== undefined && amount < left) {
      order.refunded += amount;
      return this.#lead(order, 'part-refunded');
    }
    return this.#takeBack(order, 'refunded');
  }

  chargeBack(order: ModelOrder, by: string): Answer {
    return this.#notBack(order, by) ?? this.#takeBack(order, 'charged-back');
  }

  import(count: number): Answer {
    this.items.push(...Array<ItemState>(count).fill('available'));
    return ok;
  }

  withdraw(number: number): Answer {
    if (this.items[number - 1] !== 'available') {
      return 'none-withdrawn';
    }
    this.#put([number], 'withdrawn');
    return ok;
  }

  block(buyer: string): Answer {
    this.blocked = [...new Set([...this.blocked, buyer])];
    return ok;
  }

  unblock(buyer: string): Answer {
    if (!this.blocked.includes(buyer)) {
      return 'not-blocked';
    }
    this.blocked = this.blocked.filter((one) => one !== buyer);
    return ok;
  }

  #notFor(order: ModelOrder, by: string, payments: readonly Payment[]): Answer | undefined {
    if (!among(payments, order)) {
      return late[order.payment];
    }
    if (order.buyer === by) {
      return 'own-order';
    }
    const { reviewer } = order;
    return reviewer && reviewer.by !== by && reviewer.until > this.now ? 'claimed' : undefined;
  }

  #notSent(order: ModelOrder): Answer | undefined {
    if (!among(['captured', 'part-refunded'], order)) {
      return late[order.payment];
    }
    return order.fulfilment === 'allocated' ? 'refused' : undefined;
  }

  #notBack(order: ModelOrder, by: string): Answer | undefined {
    if (!among(['captured', 'part-refunded'], order)) {
      return late[order.payment];
    }
    return order.buyer === by ? 'own-order' : undefined;
  }

  #takeBack(order: ModelOrder, to: 'refunded' | 'charged-back'): Answer {
    for (const one of order.brought.filter(({ state }) => state === 'current')) {
      this.#put([one.item], 'burnt');
      one.state = 'revoked';
    }
    order.refunded = order.captured;
    return this.#lead(order, to, 'revoked');
  }

  #release(order: ModelOrder, to: 'cancelled' | 'expired'): Answer {
    if (order.fulfilment === 'reserved') {
      this.#put(order.kept, 'available');
    }
    order.usesCoupon = false;
    return this.#lead(order, to, 'released');
  }

  #lead(order: ModelOrder, payment: Payment, fulfilment = order.fulfilment): Answer {
    if (fulfilment !== order.fulfilment) {
      order.tries = 0;
    }
    Object.assign(order, { payment, fulfilment, version: order.version + 1 });
    return ok;
  }

  #keep(quantity: number): number[] | undefined {
    const first = this.available.slice(0, quantity);
    if (first.length < quantity) {
      return undefined;
    }
    this.#put(first, 'reserved');
    return first;
  }

  #put(numbers: readonly number[], state: ItemState): void {
    for (const number of numbers) {
      this.items[number - 1] = state;
    }
  }
}
