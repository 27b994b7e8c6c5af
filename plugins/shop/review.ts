import { automatic, blockOf, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Changes } from './changes.ts';
import { type Context, minute } from './context.ts';
import type { Coupons } from './coupons.ts';
import type { Delivery } from './delivery.ts';
import { Block } from './entities/block.ts';
import { Order } from './entities/order.ts';
import { Product } from './entities/product.ts';
import type { Ledger } from './ledger.ts';
import { lockProduct } from './locks.ts';
import { needPayment } from './order-refusals.ts';
import { reviewablePayments } from './order-states.ts';
import { needOrder, type Orders } from './orders.ts';
import type { Proofs, Shown } from './proofs.ts';
import type { ShopSettings } from './settings.ts';
import type { Stock } from './stock.ts';

export const reasonLimit = 300;

/** How long an order belongs to whoever of staff looks at it, in ms. */
const reviewTime = 15 * minute;

/** How often a proof is turned down before the order is over. */
const tries = 3;

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
    return orders.change(guild, id, async (em, order) => {
      needBuyer(order, buyer);
      needPayment(order, 'awaiting', 'expired');
      await proofs.keep(em, order, shown);
      const late = order.payment === 'expired';
      const change = { submittedAt: this.#context.clock.now(), firstYes: null };
      return changes.enter(em, order, late ? 'late/released' : 'submitted/reserved', change, {
        event: late ? 'submit-late' : 'submit',
        actor: buyer,
      });
    });
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
   * `second-needed`, `buyer-blocked`, `sold-out`, `coupon-gone`, and where it stands.
   */
  async approve(guild: string, id: string, by: string): Promise<Result<Order, Refusal>> {
    const settings = await this.#context.settings(guild);
    const buyer = (await this.#parts.orders.of(guild, id))?.buyer;
    const roles = buyer ? await this.#context.rolesOf(guild, buyer) : [];
    return this.#parts.orders.change(guild, id, async (em, seen) => {
      const late = seen.payment === 'late';
      // Whoever needs the product's lock takes it before anything else: see `locks.ts`.
      const product = late ? await lockProduct(em, guild, seen.product) : undefined;
      const order = product ? await needOrder(em, guild, id) : seen;
      needPayment(order, ...reviewablePayments);
      this.#needReviewer(order, by, settings);
      if (await blockOf(em, Block, { guild, user: order.buyer, roles }, this.#context.clock.now())) {
        throw new Refusal('buyer-blocked', { user: order.buyer });
      }
      const own = order.buyer === by;
      const reason = own ? 'own order' : null;
      if (settings.fourEyes && !order.firstYes) {
        const to = order.payment === 'late' ? 'late/released' : 'reviewing/reserved';
        // The other one need not wait.
        const change = { firstYes: by, reviewer: null, reviewUntil: null };
        return this.#parts.changes.enter(em, order, to, change, { event: 'first-yes', actor: by, reason });
      }
      if (settings.fourEyes && order.firstYes === by) {
        throw new Refusal('second-needed');
      }
      return this.#capture(em, order, by, reason, settings);
    });
  }

  /**
   * The money is not there. The buyer may try again, a few times. @param last they may not.
   * @returns the order, or why not.
   */
  async reject(
    guild: string,
    id: string,
    by: string,
    reason: string,
    last = false,
  ): Promise<Result<Order, Refusal>> {
    const settings = await this.#context.settings(guild);
    return this.#parts.orders.change(guild, id, async (em, order) => {
      needPayment(order, ...reviewablePayments);
      this.#needReviewer(order, by, settings);
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
  async ask(guild: string, id: string, by: string, what: string): Promise<Result<Order, Refusal>> {
    const settings = await this.#context.settings(guild);
    return this.#parts.orders.change(guild, id, async (em, order) => {
      needPayment(order, 'submitted', 'reviewing');
      this.#needReviewer(order, by, settings);
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
    by: string,
    reason: string | null,
    settings: ShopSettings,
  ): Promise<Order> {
    const { changes, coupons, delivery, ledger, stock } = this.#parts;
    if (order.payment === 'late') {
      if (order.supply === 'items') {
        await stock.reserve(em, order, settings.lowStock);
      }
      await coupons.reuse(em, order);
    }
    const product = await em.findOneOrFail(Product, { id: order.product });
    const ready = await delivery.allocate(em, order, product, settings.customerRole);
    await ledger.write(em, order, 'capture', order.total, by);
    const now = this.#context.clock.now();
    return changes.enter(
      em,
      order,
      ready ? 'captured/allocated' : 'captured/manual',
      {
        captured: order.total,
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
    if (order.buyer === by && !settings.ownOrders) {
      throw new Refusal('own-order');
    }
    needFree(order, by, this.#context.clock.now());
  }

  #deadline({ payWithin }: ShopSettings): Date {
    return new Date(this.#context.clock.now().getTime() + payWithin * minute);
  }
}

/** @throws Refusal `claimed` when somebody else looks at it just now. */
function needFree({ reviewer, reviewUntil }: Order, by: string, now: Date): void {
  if (reviewer && reviewer !== by && reviewUntil && reviewUntil > now) {
    throw new Refusal('claimed', { user: reviewer, at: reviewUntil });
  }
}

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
