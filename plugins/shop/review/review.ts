import { automatic, blockOf, forgotten, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { type Context, minute } from '../context.ts';
import type { Coupons } from '../coupons/coupons.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { type Buyer, needNewRole } from '../delivery/role-grants.ts';
import { Block } from '../entities/block.ts';
import { Order } from '../entities/order.ts';
import type { Product } from '../entities/product.ts';
import { lockProduct } from '../locks.ts';
import type { Changes } from '../orders/changes.ts';
import { withinLimit } from '../orders/limits.ts';
import { needAnothers, needPayment, standingRefusal } from '../orders/order-refusals.ts';
import { canHappen, isBooked, reviewablePayments, standingOf, waysFrom } from '../orders/order-states.ts';
import { needOrder, type Orders } from '../orders/orders.ts';
import type { ShopSettings } from '../settings.ts';
import type { Stock } from '../stock/stock.ts';
import type { Ledger } from './ledger.ts';
import type { Proofs, Shown } from './proofs.ts';

export const reasonLimit = 300;

/** How long an order belongs to whoever of staff looks at it, in ms. */
const reviewTime = 15 * minute;

/** How often a proof is turned down before the order is over. */
const tries = 3;

/** What whoever decides has looked at. */
export interface Looked {
  /** How often it was said to be paid, as far as they saw; whatever is there, when left out. */
  readonly seen?: number | undefined;
}

export interface Yes extends Looked {
  /** What came of the price, in minor units, where that is let pass; all of it, when left out. The ledger has what came. */
  readonly came?: number | undefined;
  /** Also when the buyer has more of it then than one person can. The record says so. */
  readonly anyway?: boolean | undefined;
}

export interface No extends Looked {
  /** The buyer may not try again. */
  readonly last?: boolean | undefined;
}

/** A yes that counts. */
interface Approval extends Buyer, Pick<Yes, 'came'> {
  readonly by: string;
  readonly reason: string | null;
}

interface Parts {
  readonly changes: Changes;
  readonly orders: Orders;
  readonly proofs: Proofs;
  readonly stock: Stock;
  readonly coupons: Coupons;
  readonly ledger: Ledger;
  readonly delivery: Delivery;
}

/** From "I have paid" to yes or no. */
export class Review {
  readonly #context: Context;
  readonly #parts: Parts;

  constructor(context: Context, parts: Parts) {
    this.#context = context;
    this.#parts = parts;
  }

  /** The buyer says that they paid. @returns the order, or why not: `not-yours`, `transaction-used`, … */
  async submit(guild: string, id: string, buyer: string, shown: Shown): Promise<Result<Order, Refusal>> {
    const { changes, orders, proofs } = this.#parts;
    const submitted = await orders.change(guild, id, async (em, order) => {
      needBuyer(order, buyer);
      needPayment(order, 'awaiting', 'expired');
      await proofs.keep(em, order, shown);
      const late = order.payment === 'expired';
      const change = {
        submittedAt: this.#context.clock.now(),
        submissions: order.submissions + 1,
        firstYes: null,
      };
      return changes.enter(em, order, late ? 'late/released' : 'submitted/reserved', change, {
        event: late ? 'submit-late' : 'submit',
        actor: buyer,
      });
    });
    const order = await orders.of(guild, id);
    if (order && submitted.isErrAnd(({ code }) => code === 'transaction-used')) {
      await proofs.refused(order, shown);
    }
    return submitted;
  }

  /** Somebody of staff looks at it; nobody else does for a while. @returns the order, or why not: `claimed`, … */
  async claim(guild: string, id: string, by: string): Promise<Result<Order, Refusal>> {
    const settings = await this.#context.settings(guild);
    return this.#parts.orders.change(guild, id, async (em, order) => {
      needPayment(order, 'submitted', 'reviewing');
      this.#needReviewer(order, by, settings);
      const until = new Date(this.#context.clock.now().getTime() + reviewTime);
      return this.#parts.changes.enter(
        em,
        order,
        'reviewing/reserved',
        { reviewer: by, reviewUntil: until },
        { event: 'claim', actor: by },
      );
    });
  }

  /** Takes it from somebody else who looks at it. @returns the order, or why not: `not-claimed`, `own-order`. */
  async takeOver(guild: string, id: string, by: string): Promise<Result<Order, Refusal>> {
    const settings = await this.#context.settings(guild);
    return this.#parts.orders.change(guild, id, async (em, order) => {
      if (order.payment !== 'reviewing' || !order.reviewer) {
        throw new Refusal('not-claimed');
      }
      needAnothers(order, by, settings);
      const until = new Date(this.#context.clock.now().getTime() + reviewTime);
      const change = { reviewer: by, reviewUntil: until };
      const deed = { event: 'take-over', actor: by } as const;
      return this.#parts.changes.enter(em, order, 'reviewing/reserved', change, deed);
    });
  }

  /** Gives it back to all of staff. @returns the order, or why not: `not-claimed`, `claimed`. */
  async unclaim(guild: string, id: string, by: string): Promise<Result<Order, Refusal>> {
    return this.#parts.orders.change(guild, id, async (em, order) => {
      if (order.payment !== 'reviewing' || !order.reviewer) {
        throw new Refusal('not-claimed');
      }
      needFree(order, by, this.#context.clock.now());
      const change = { reviewer: null, reviewUntil: null };
      return this.#parts.changes.enter(em, order, 'submitted/reserved', change, {
        event: 'unclaim',
        actor: by,
      });
    });
  }

  /**
   * The money is there. @returns the order: paid, or waiting for a second yes; or why not: `own-order`, `claimed`,
   * `changed-meanwhile`, `second-needed`, `buyer-blocked`, `nobody-there`, `sold-out`, `coupon-gone`, `over-limit`, and where
   * it stands.
   */
  async approve(
    guild: string,
    id: string,
    by: string,
    { seen: submission, anyway = false, came }: Yes = {},
  ): Promise<Result<Order, Refusal>> {
    const settings = await this.#context.settings(guild);
    const buyer = (await this.#parts.orders.of(guild, id))?.buyer;
    const roles = buyer ? await this.#context.rolesOf(guild, buyer) : [];
    return this.#parts.orders.change(guild, id, async (em, seen) => {
      // Whoever needs the product's lock takes it before anything else: see `locks.ts`.
      const product = (await lockProduct(em, guild, seen.product))!;
      const order = await needOrder(em, guild, id);
      if (!canHappen('approve', order)) {
        throw standingRefusal(order);
      }
      this.#needReviewer(order, by, settings);
      needSeen(order, submission);
      if (order.buyer === forgotten) {
        throw new Refusal('nobody-there');
      }
      if (await blockOf(em, Block, { guild, user: order.buyer, roles }, this.#context.clock.now())) {
        throw new Refusal('buyer-blocked', { user: order.buyer });
      }
      const own = order.buyer === by;
      const short = came !== undefined && !isBooked(order);
      const marks = [...(own ? ['own order'] : []), ...(short ? ['a little short'] : [])];
      if (settings.fourEyes && !order.firstYes) {
        const [to] = waysFrom('first-yes', standingOf(order));
        // The other one need not wait.
        const change = { firstYes: by, reviewer: null, reviewUntil: null };
        const deed = { event: 'first-yes', actor: by, reason: marksWords(marks) } as const;
        return this.#parts.changes.enter(em, order, to!, change, deed);
      }
      if (settings.fourEyes && order.firstYes === by) {
        throw new Refusal('second-needed');
      }
      if (order.fulfilment === 'released' && (await isOverLimit(em, product, order))) {
        if (!anyway) {
          throw new Refusal('over-limit', { id, name: order.productName });
        }
        marks.push('over the limit');
      }
      const yes = { by, reason: marksWords(marks), came, customers: settings.customerRole, had: roles };
      return this.#capture(em, order, product, yes, settings);
    });
  }

  /** The money is not there. The buyer may try again, a few times. @returns the order, or why not. */
  async reject(
    guild: string,
    id: string,
    by: string,
    reason: string,
    { seen, last = false }: No = {},
  ): Promise<Result<Order, Refusal>> {
    const settings = await this.#context.settings(guild);
    return this.#parts.orders.change(guild, id, async (em, order) => {
      needPayment(order, ...reviewablePayments);
      this.#needReviewer(order, by, settings);
      needSeen(order, seen);
      const rejections = order.rejections + 1;
      const deed = { event: 'reject' as const, actor: by, reason: goodReason(reason) };
      const none = { reviewer: null, reviewUntil: null, firstYes: null, rejections };
      if (last || rejections >= tries || order.payment === 'late') {
        await this.#release(em, order);
        const change = { ...none, closeReason: deed.reason };
        return this.#parts.changes.enter(em, order, 'cancelled/released', change, deed);
      }
      const change = { ...none, expiresAt: this.#deadline(settings) };
      return this.#parts.changes.enter(em, order, 'awaiting/reserved', change, deed);
    });
  }

  /** Staff need more from the buyer, who has time for it. @returns the order, or why not. */
  async ask(
    guild: string,
    id: string,
    by: string,
    what: string,
    { seen }: Looked = {},
  ): Promise<Result<Order, Refusal>> {
    const settings = await this.#context.settings(guild);
    return this.#parts.orders.change(guild, id, async (em, order) => {
      needPayment(order, 'submitted', 'reviewing');
      this.#needReviewer(order, by, settings);
      needSeen(order, seen);
      const change = {
        reviewer: null,
        reviewUntil: null,
        firstYes: null,
        expiresAt: this.#deadline(settings),
      };
      return this.#parts.changes.enter(em, order, 'awaiting/reserved', change, {
        event: 'ask',
        actor: by,
        reason: goodReason(what),
      });
    });
  }

  /** Nobody pays for it: the buyer does not want it, or staff say so. @returns the order, or why not. */
  async cancel(
    guild: string,
    id: string,
    by: { readonly user: string; readonly staff: boolean },
    reason?: string,
  ): Promise<Result<Order, Refusal>> {
    return this.#parts.orders.change(guild, id, async (em, order) => {
      if (!by.staff) {
        needBuyer(order, by.user);
      }
      needPayment(order, 'awaiting');
      await this.#release(em, order);
      const closeReason = reason ? goodReason(reason) : null;
      return this.#parts.changes.enter(
        em,
        order,
        'cancelled/released',
        { closeReason },
        { event: 'cancel', actor: by.user, reason: closeReason },
      );
    });
  }

  /**
   * The time to pay is over, if it is. @returns when to look again, if it is to be paid and there is time yet: clocks go
   * back, and a deadline moves.
   */
  async expire(guild: string, id: string): Promise<Date | undefined> {
    const result = await this.#parts.orders.change(guild, id, async (em, order) => {
      if (order.payment !== 'awaiting') {
        return undefined;
      }
      if (order.expiresAt > this.#context.clock.now()) {
        return order.expiresAt;
      }
      await this.#release(em, order);
      await this.#parts.changes.enter(
        em,
        order,
        'expired/released',
        {},
        { event: 'expire', actor: automatic },
      );
      return undefined;
    });
    return result.unwrapOr(undefined);
  }

  /** Orders whose time to pay has been over for long: the job that should have ended them is lost. */
  async overdue(): Promise<Order[]> {
    const before = new Date(this.#context.clock.now().getTime() - 20 * minute);
    return this.#context.database
      .read()
      .find(Order, { payment: 'awaiting', expiresAt: { $lte: before } }, { orderBy: { expiresAt: 'asc' } });
  }

  /** The money came in: writes it into the ledger, sells what was kept and has it delivered. */
  async #capture(
    em: EntityManager,
    order: Order,
    product: Product,
    { by, reason, came = order.total, ...buyer }: Approval,
    settings: ShopSettings,
  ): Promise<Order> {
    const { changes, coupons, delivery, ledger, stock } = this.#parts;
    // Nothing is kept for it any more.
    if (order.fulfilment === 'released') {
      if (order.supply === 'items') {
        await stock.reserve(em, order, settings.lowStock);
      }
      await coupons.reuse(em, order);
    }
    const ready = await delivery.allocate(em, order, product, buyer);
    const booked = isBooked(order);
    await ledger.write(em, order, 'capture', booked ? 0 : came, by);
    const now = this.#context.clock.now();
    return changes.enter(
      em,
      order,
      ready ? 'captured/allocated' : 'captured/manual',
      {
        captured: booked ? order.captured : came,
        capturedAt: now,
        approvedBy: by,
        reviewer: null,
        reviewUntil: null,
      },
      { event: 'approve', actor: by, reason },
    );
  }

  async #release(em: EntityManager, { id }: Order): Promise<void> {
    await this.#parts.stock.release(em, id);
    await this.#parts.coupons.release(em, id);
  }

  /** @throws Refusal when it is theirs, or somebody else looks at it. */
  #needReviewer(order: Order, by: string, settings: ShopSettings): void {
    needAnothers(order, by, settings);
    needFree(order, by, this.#context.clock.now());
  }

  #deadline({ payWithin }: ShopSettings): Date {
    return new Date(this.#context.clock.now().getTime() + payWithin * minute);
  }
}

/** @throws Refusal `claimed` when somebody else looks at it just now. */
export function needFree({ reviewer, reviewUntil }: Order, by: string, now: Date): void {
  if (reviewer && reviewer !== by && reviewUntil && reviewUntil > now) {
    throw new Refusal('claimed', { user: reviewer, at: reviewUntil });
  }
}

/** @throws Refusal `changed-meanwhile` when the buyer has shown something else since. */
function needSeen({ id, submissions }: Order, seen: number | undefined): void {
  if (seen !== undefined && seen !== submissions) {
    throw new Refusal('changed-meanwhile', { name: id });
  }
}

/** Whether the buyer would have more of a product than one person can: others of their orders were paid in time. */
async function isOverLimit(em: EntityManager, product: Product, order: Order): Promise<boolean> {
  try {
    await withinLimit(em, product, order.buyer, order.quantity, order.id);
    await needNewRole(em, product, order.buyer, order.id);
    return false;
  } catch (error) {
    if (error instanceof Refusal) {
      return true;
    }
    throw error;
  }
}

/** What the record says of a yes that is not like others. */
const marksWords = (marks: readonly string[]) => (marks.length > 0 ? marks.join(', ') : null);

/** @throws Refusal `not-yours`. */
export function needBuyer(order: Order, user: string): void {
  if (order.buyer !== user) {
    throw new Refusal('not-yours');
  }
}

/** @throws Refusal `reason-length`. */
export function goodReason(typed: string): string {
  const reason = typed.trim();
  if (reason === '' || reason.length > reasonLimit) {
    throw new Refusal('reason-length', { max: reasonLimit });
  }
  return reason;
}
