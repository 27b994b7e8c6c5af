import type { ItemState } from '../../entities/stock-item.ts';
import { type Fulfilment, openPayments, type Payment, voidPayments } from '../../orders/order-states.ts';
import {
  type Answer,
  among,
  isOf,
  type ModelOrder,
  type Name,
  ok,
  type ProductName,
  paid,
  productOf,
  products,
  standing,
  standingLines,
} from './model-order.ts';
import * as roles from './role-model.ts';

const openOrders = 3;
const payWithin = 60 * 60_000;
const reviewTime = 15 * 60_000;
/** How often sending is tried again. */
const pauses = 5;

/** How many items there are in the beginning. */
export const firstItems = 5;

/** What the coupon takes off, in percent, and for how many orders. */
export const coupon = { code: 'less', percent: 33, uses: 3, perBuyer: 2 } as const;

/** What Discord does with a message. `lost`: it has it, and the bot does not know. */
export type Sent = 'sent' | 'closed' | 'failed' | 'lost';

/** What a shop is to do, written down a second time in the plainest way: no database, nothing at once. */
export class ShopModel {
  now: number;
  /** By number, from 1. */
  items: ItemState[] = Array<ItemState>(firstItems).fill('available');
  orders: ModelOrder[] = [];
  blocked: Name[] = [];
  grants: roles.ModelGrant[] = [];
  held: string[] = [];
  /** For which order a transaction counts that several name: its place. */
  transactions: Record<string, number> = {};

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

  checkout(buyer: Name, product: ProductName, quantity: number, withCoupon: boolean): Answer {
    const { price, supply } = products[product];
    if (this.blocked.includes(buyer)) {
      return 'blocked';
    }
    // Before all that is looked at while others wait.
    if (supply === 'items' && this.available.length < quantity) {
      return 'sold-out';
    }
    const refusal =
      this.#overLimit({ buyer, product, quantity }) ?? (withCoupon ? this.#spent(buyer) : undefined);
    if (refusal) {
      return refusal;
    }
    const open = this.orders.filter((order) => isOf(order, buyer) && among(openPayments, order));
    if (open.length >= openOrders) {
      return 'too-many-orders';
    }
    const subtotal = price * quantity;
    const discount = withCoupon ? Math.floor((subtotal * coupon.percent) / 100) : 0;
    this.orders.push({
      id: '',
      product,
      quantity,
      buyer,
      forgotten: false,
      total: subtotal - discount,
      coupon: withCoupon,
      payment: 'awaiting',
      fulfilment: 'reserved',
      items: supply === 'items' ? this.#keep(quantity)! : [],
      brought: [],
      usesCoupon: withCoupon,
      expiresAt: this.now + payWithin,
      reviewer: undefined,
      rejections: 0,
      captured: 0,
      refunded: 0,
      lines: [],
      problem: null,
      tries: 0,
      version: 1,
    });
    return ok;
  }

  /** @param transaction one that several name; undefined: one that nobody else does. */
  submit(order: ModelOrder, transaction: string | undefined): Answer {
    if (order.forgotten) {
      return 'not-yours';
    }
    if (!among(['awaiting', 'expired'], order)) {
      return standing(order);
    }
    if (transaction !== undefined) {
      const holder = this.orders[this.transactions[transaction] ?? -1];
      const lets = holder && isOf(holder, order.buyer) && holder.captured === 0;
      if (holder && holder !== order && !(lets && among(['cancelled', 'expired'], holder))) {
        return 'transaction-used';
      }
      if (holder && holder !== order) {
        holder.version += 1;
      }
      this.transactions[transaction] = this.orders.indexOf(order);
    }
    return this.#lead(order, order.payment === 'expired' ? 'late' : 'submitted');
  }

  claim(order: ModelOrder, by: Name): Answer {
    const refusal = this.#notFor(order, by, ['submitted', 'reviewing']);
    if (refusal) {
      return refusal;
    }
    order.reviewer = { by, until: this.now + reviewTime };
    return this.#lead(order, 'reviewing');
  }

  unclaim(order: ModelOrder, by: Name): Answer {
    if (order.payment !== 'reviewing' || !order.reviewer) {
      return 'not-claimed';
    }
    if (this.#isClaimed(order, by)) {
      return 'claimed';
    }
    order.reviewer = undefined;
    return this.#lead(order, 'submitted');
  }

  ask(order: ModelOrder, by: Name): Answer {
    const refusal = this.#notFor(order, by, ['submitted', 'reviewing']);
    if (refusal) {
      return refusal;
    }
    order.reviewer = undefined;
    order.expiresAt = this.now + payWithin;
    return this.#lead(order, 'awaiting');
  }

  /** Money came that brings nothing by itself. @param seen the version that whoever books it saw. */
  book(order: ModelOrder, by: Name, amount: number, seen: number): Answer {
    if (order.payment === 'awaiting') {
      return standing(order);
    }
    const refusal = this.#notFor(order, by, [order.payment]) ?? changed(order, seen);
    if (refusal) {
      return refusal;
    }
    if (order.fulfilment === 'reserved') {
      this.#putBack(order);
    }
    order.lines.push({ kind: order.captured === 0 ? 'capture' : 'more', amount });
    order.captured += amount;
    order.reviewer = undefined;
    if (among(paid, order)) {
      return this.#lead(order, order.payment);
    }
    return among(['refunded', 'charged-back'], order)
      ? this.#lead(order, 'part-refunded')
      : this.#lead(order, 'captured', 'released');
  }

  /** What was booked last was a mistake. */
  unbook(order: ModelOrder, by: Name, seen: number): Answer {
    const refusal = this.#notFor(order, by, [order.payment]) ?? changed(order, seen);
    if (refusal) {
      return refusal;
    }
    const [last, before] = standingLines(order).toReversed();
    if (!last || !(last.kind === 'more' || (last.kind === 'capture' && order.fulfilment === 'released'))) {
      return 'nothing-booked';
    }
    order.lines.push({ kind: last.kind === 'more' ? 'unmore' : 'uncapture', amount: -last.amount });
    order.captured -= last.amount;
    if (order.captured > order.refunded) {
      return this.#lead(order, order.payment);
    }
    if (order.fulfilment === 'released') {
      return this.#lead(order, 'late');
    }
    return this.#lead(order, before?.kind === 'chargeback' ? 'charged-back' : 'refunded');
  }

  /** @param anyway also when the buyer has more of it then than one person can. */
  approve(order: ModelOrder, by: Name, anyway: boolean): Answer {
    const booked = standsAt(order, 'captured', 'released');
    const from: readonly Payment[] = [
      'submitted',
      'reviewing',
      'late',
      ...(booked ? (['captured'] as const) : []),
    ];
    const refusal = this.#notFor(order, by, from);
    if (refusal) {
      return refusal;
    }
    if (order.forgotten) {
      return 'nobody-there';
    }
    if (this.blocked.includes(order.buyer)) {
      return 'buyer-blocked';
    }
    if (order.fulfilment === 'released') {
      if (!anyway && this.#overLimit(order)) {
        return 'over-limit';
      }
      if (productOf(order).supply === 'items' && this.available.length < order.quantity) {
        return 'sold-out';
      }
      if (order.coupon && this.#spent(order.buyer)) {
        return 'coupon-gone';
      }
      order.items = productOf(order).supply === 'items' ? this.#keep(order.quantity)! : [];
      order.usesCoupon = order.coupon;
    }
    this.#put(order.items, 'sold');
    order.brought = order.items.map((item) => ({ item, state: 'current' }));
    roles.grant(this, order);
    if (!booked) {
      order.captured = order.total;
      order.lines.push({ kind: 'capture', amount: order.total });
    }
    order.reviewer = undefined;
    return this.#lead(order, 'captured', productOf(order).supply === 'hand' ? 'manual' : 'allocated');
  }

  reject(order: ModelOrder, by: Name, last: boolean): Answer {
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
    if (order.forgotten) {
      return 'not-yours';
    }
    return order.payment === 'awaiting' ? this.#release(order, 'cancelled') : standing(order);
  }

  /** Nobody is told anything. */
  expire(order: ModelOrder): Answer {
    return order.payment === 'awaiting' && order.expiresAt <= this.now ? this.#release(order, 'expired') : ok;
  }

  send(order: ModelOrder, outcome: Sent): Answer {
    const { supply } = productOf(order);
    const role = roles.ownGrant(this, order);
    if (order.fulfilment !== 'allocated') {
      return ok;
    }
    if (order.forgotten) {
      return this.#block(order, 'gone');
    }
    // What comes with a role is not sent before it is known what became of it.
    if (outcome === 'lost' || (role && !role.given && !role.problem)) {
      return ok;
    }
    if (outcome === 'failed') {
      order.tries += 1;
      return order.tries > pauses ? this.#block(order, 'failed') : this.#lead(order, order.payment);
    }
    if (role?.problem) {
      return this.#block(order, role.problem);
    }
    return outcome === 'closed' && supply !== 'none'
      ? this.#block(order, 'closed')
      : this.#lead(order, order.payment, 'delivered');
  }

  reveal(order: ModelOrder, by: Name): Answer {
    if (!isOf(order, by)) {
      return 'not-yours';
    }
    if (!comes(order)) {
      return standing(order);
    }
    if (order.fulfilment === 'manual') {
      return 'not-delivered';
    }
    const role = roles.ownGrant(this, order);
    const waits = roles.waitsForRole(order) || (role && !role.given);
    return order.fulfilment === 'delivered' || waits ? ok : this.#lead(order, order.payment, 'delivered');
  }

  resend(order: ModelOrder): Answer {
    const refusal = notSent(order);
    if (refusal) {
      return refusal;
    }
    roles.again(this, order);
    return this.#lead(order, order.payment, 'allocated');
  }

  /** Staff write what the buyer gets. */
  fill(order: ModelOrder, by: Name): Answer {
    if (!among(paid, order)) {
      return standing(order);
    }
    if (isOf(order, by)) {
      return 'own-order';
    }
    if (order.fulfilment !== 'manual') {
      return 'not-by-hand';
    }
    order.brought.push({ item: null, state: 'current' });
    return this.#lead(order, order.payment, 'allocated');
  }

  /** @param number from 1, of what was brought. */
  replace(order: ModelOrder, by: Name, number: number): Answer {
    const { supply } = productOf(order);
    const refusal = notSent(order) ?? (isOf(order, by) ? 'own-order' : undefined);
    if (refusal) {
      return refusal;
    }
    if (supply === 'none') {
      return 'nothing-to-send';
    }
    const old = order.brought[number - 1];
    if (old?.state !== 'current') {
      return 'no-such-item';
    }
    if (old.item !== null) {
      const [next] = this.#keep(1) ?? [];
      if (next === undefined) {
        return 'sold-out';
      }
      this.#put([old.item], 'burnt');
      this.#put([next], 'sold');
      order.items = [...order.items.filter((item) => item !== old.item), next];
      order.brought.push({ item: next, state: 'current' });
    } else {
      order.brought.push({ item: null, state: 'current' });
    }
    old.state = 'replaced';
    return this.#lead(order, order.payment, 'allocated');
  }

  /** @param amount all that is left, when left out. */
  refund(order: ModelOrder, by: Name, amount: number | undefined, seen: number): Answer {
    const refusal = this.#notBack(order, by, seen);
    const left = order.captured - order.refunded;
    if (refusal || (amount !== undefined && amount > left)) {
      return refusal ?? 'refund-amount';
    }
    if (amount !== undefined && amount < left) {
      order.refunded += amount;
      order.lines.push({ kind: 'refund', amount: -amount });
      return this.#lead(order, 'part-refunded');
    }
    return this.#takeBack(order, 'refunded');
  }

  chargeBack(order: ModelOrder, by: Name, seen: number): Answer {
    return this.#notBack(order, by, seen) ?? this.#takeBack(order, 'charged-back');
  }

  /** The bot sees to the roles that somebody bought. */
  settle(holder: roles.Holder, allowed: boolean): Answer {
    for (const order of roles.settle(this, holder, allowed)) {
      this.#lead(order, order.payment, 'allocated');
    }
    return ok;
  }

  forget(name: Name): Answer {
    for (const order of this.orders.filter((order) => isOf(order, name))) {
      order.forgotten = true;
      order.brought = [];
      if (order.fulfilment === 'reserved' || order.payment === 'late') {
        this.#release(order, 'cancelled');
      } else {
        this.#lead(order, order.payment);
      }
    }
    for (const order of this.orders.filter(({ reviewer }) => reviewer?.by === name)) {
      order.reviewer = undefined;
    }
    roles.veil(this, name);
    return ok;
  }

  import(count: number): Answer {
    this.items.push(...Array<ItemState>(count).fill('available'));
    return ok;
  }

  withdraw(number: number): Answer {
    return this.#move(number, 'available', 'withdrawn');
  }

  putBack(number: number): Answer {
    return this.#move(number, 'withdrawn', 'available');
  }

  block(buyer: Name): Answer {
    this.blocked = [...new Set([...this.blocked, buyer])];
    return ok;
  }

  unblock(buyer: Name): Answer {
    if (!this.blocked.includes(buyer)) {
      return 'not-blocked';
    }
    this.blocked = this.blocked.filter((one) => one !== buyer);
    return ok;
  }

  /** Why somebody cannot have more of a product: so many are the most, or a role for good is theirs already. */
  #overLimit(wish: Pick<ModelOrder, 'buyer' | 'product' | 'quantity'>): Answer | undefined {
    const { perBuyer, role, roleMinutes } = productOf(wish);
    const others = this.orders.filter(
      (other) => other !== wish && other.buyer === wish.buyer && other.product === wish.product,
    );
    const had = others.filter((other) => !among(voidPayments, other));
    if (perBuyer && had.reduce((sum, { quantity }) => sum + quantity, wish.quantity) > perBuyer) {
      return 'limit-reached';
    }
    const waits = (order: ModelOrder) =>
      among([...openPayments, 'late'], order) || standsAt(order, 'captured', 'released');
    const has = this.grants.some((grant) => grant.of === wish.buyer && grant.role === role && !grant.ended);
    const asks = others.some((other) => !other.forgotten && waits(other));
    return role && !roleMinutes && (has || asks) ? 'role-already' : undefined;
  }

  /** Why somebody cannot use the coupon once more. */
  #spent(buyer: Name): Answer | undefined {
    const uses = this.orders.filter(({ usesCoupon }) => usesCoupon);
    if (uses.length >= coupon.uses) {
      return 'coupon-used-up';
    }
    const own = uses.filter((order) => order.buyer === buyer);
    return own.length >= coupon.perBuyer ? 'coupon-used' : undefined;
  }

  #notFor(order: ModelOrder, by: Name, payments: readonly Payment[]): Answer | undefined {
    if (!among(payments, order)) {
      return standing(order);
    }
    if (isOf(order, by)) {
      return 'own-order';
    }
    return this.#isClaimed(order, by) ? 'claimed' : undefined;
  }

  #isClaimed({ reviewer }: ModelOrder, by: Name): boolean {
    return reviewer !== undefined && reviewer.by !== by && reviewer.until > this.now;
  }

  #notBack(order: ModelOrder, by: Name, seen: number): Answer | undefined {
    if (!among(paid, order)) {
      return standing(order);
    }
    return isOf(order, by) ? 'own-order' : changed(order, seen);
  }

  #takeBack(order: ModelOrder, to: 'refunded' | 'charged-back'): Answer {
    const left = order.captured - order.refunded;
    if (left > 0) {
      order.lines.push({ kind: to === 'refunded' ? 'refund' : 'chargeback', amount: -left });
    }
    this.#put(
      order.items.filter((number) => this.items[number - 1] === 'sold'),
      'burnt',
    );
    for (const one of order.brought.filter(({ state }) => state === 'current')) {
      one.state = 'revoked';
    }
    roles.revoke(this, order);
    order.refunded = order.captured;
    return this.#lead(order, to, 'revoked');
  }

  #release(order: ModelOrder, to: 'cancelled' | 'expired'): Answer {
    this.#putBack(order);
    return this.#lead(order, to, 'released');
  }

  /** What was kept for an order is for others. */
  #putBack(order: ModelOrder): void {
    this.#put(order.items, 'available');
    order.items = [];
    order.usesCoupon = false;
  }

  #block(order: ModelOrder, problem: string): Answer {
    const answer = this.#lead(order, order.payment, 'blocked');
    order.problem = problem;
    return answer;
  }

  #lead(order: ModelOrder, payment: Payment, fulfilment = order.fulfilment): Answer {
    if (fulfilment !== order.fulfilment) {
      order.tries = 0;
      // What goes on, or arrived, has no problem any more; what is over keeps it.
      order.problem = comesAs(fulfilment) ? null : order.problem;
    }
    Object.assign(order, { payment, fulfilment, version: order.version + 1 });
    return ok;
  }

  #move(number: number, from: ItemState, to: ItemState): Answer {
    if (this.items[number - 1] !== from) {
      return `none-${to}`;
    }
    this.#put([number], to);
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

const comesAs = (fulfilment: Fulfilment) => ['allocated', 'delivered'].includes(fulfilment);

const standsAt = (order: ModelOrder, payment: Payment, fulfilment: Fulfilment) =>
  order.payment === payment && order.fulfilment === fulfilment;

/** Whether there is, or was, something that its buyer gets. */
const comes = (order: ModelOrder) =>
  among(paid, order) && !['released', 'revoked'].includes(order.fulfilment);

/** Whoever decides over what is not as they saw it is told so. */
const changed = ({ version }: ModelOrder, seen: number): Answer | undefined =>
  version === seen ? undefined : 'changed-meanwhile';

/** Why what was bought cannot be sent once more. */
function notSent(order: ModelOrder): Answer | undefined {
  if (!comes(order)) {
    return standing(order);
  }
  if (order.forgotten) {
    return 'nobody-there';
  }
  const { fulfilment } = order;
  return fulfilment === 'allocated' ? 'on-its-way' : fulfilment === 'manual' ? 'not-delivered' : undefined;
}
