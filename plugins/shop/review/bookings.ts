import { Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import type { Coupons } from '../coupons/coupons.ts';
import type { LedgerEntry } from '../entities/ledger-entry.ts';
import type { Order } from '../entities/order.ts';
import type { Changes } from '../orders/changes.ts';
import { needAnothers, standingRefusal } from '../orders/order-refusals.ts';
import { isDueToCome, isPaidInFull, type Standing, standingOf, waysFrom } from '../orders/order-states.ts';
import type { Orders } from '../orders/orders.ts';
import type { Stock } from '../stock/stock.ts';
import type { Ledger } from './ledger.ts';
import { goodReason, needFree } from './review.ts';

/** Who says that how much money came, and what there is to say about it. */
export interface Booking {
  readonly by: string;
  /** In minor units of the order's currency. */
  readonly amount: number;
  readonly reason: string;
  /** The version of the order that was seen: what was asked twice happens once. */
  readonly version: number;
  /** Also when the order is paid in full already. The record says so. */
  readonly more?: boolean | undefined;
}

/** Who says that the newest booking was a mistake, and why. */
export type BookingMistake = Omit<Booking, 'amount' | 'more'>;

interface Parts {
  readonly changes: Changes;
  readonly orders: Orders;
  readonly stock: Stock;
  readonly coupons: Coupons;
  readonly ledger: Ledger;
}

/**
 * Money that came and brings nothing by itself: for an order that is over, that nobody can deliver now, or that had its
 * money before. It stands in the ledger from then on, and goes back, or staff approve the order once they can.
 */
export class Bookings {
  readonly #context: Context;
  readonly #parts: Parts;

  constructor(context: Context, parts: Parts) {
    this.#context = context;
    this.#parts = parts;
  }

  /** @returns the order, or why not: `book-amount`, `paid-in-full`, `own-order`, `claimed`, `changed-meanwhile`, and where it stands. */
  async book(guild: string, id: string, booking: Booking): Promise<Result<Order, Refusal>> {
    const { by, amount, version, more = false } = booking;
    const settings = await this.#context.settings(guild);
    const reason = booking.reason.trim();
    return this.#parts.orders.change(guild, id, async (em, order) => {
      const [to] = waysFrom('book', standingOf(order));
      if (!to) {
        throw standingRefusal(order);
      }
      needAnothers(order, by, settings);
      needFree(order, by, this.#context.clock.now());
      if (order.version !== version) {
        throw new Refusal('changed-meanwhile', { name: id });
      }
      const full = isPaidInFull(order);
      if (full && !more) {
        throw new Refusal('paid-in-full', { id, captured: moneyOf(order) });
      }
      const captured = order.captured + amount;
      if (!Number.isSafeInteger(captured) || amount <= 0) {
        throw new Refusal('book-amount');
      }
      await this.#release(em, order);
      // What cost nothing is none of the orders that were paid, whatever comes for it.
      const kind = order.captured === 0 && order.total > 0 ? 'capture' : 'more';
      await this.#parts.ledger.write(em, order, kind, amount, by);
      const change = { captured, reviewer: null, reviewUntil: null, firstYes: null };
      const event = full ? 'book-more' : 'book';
      const deed = { event, actor: by, reason: goodReason(reason) } as const;
      return this.#parts.changes.enter(em, order, to, change, deed);
    });
  }

  /**
   * The newest booking was a mistake: a line of the ledger says so, and nobody is told that money went back.
   * @returns the order, or why not: `nothing-booked`, `own-order`, `claimed`, `changed-meanwhile`.
   */
  async takeBack(
    guild: string,
    id: string,
    { by, reason, version }: BookingMistake,
  ): Promise<Result<Order, Refusal>> {
    const settings = await this.#context.settings(guild);
    return this.#parts.orders.change(guild, id, async (em, order) => {
      needAnothers(order, by, settings);
      needFree(order, by, this.#context.clock.now());
      if (order.version !== version) {
        throw new Refusal('changed-meanwhile', { name: id });
      }
      const standing = standingLines(await this.#parts.ledger.of(id, em));
      const booked = bookedLast(order, standing);
      if (!booked) {
        throw new Refusal('nothing-booked', { id });
      }
      const undone = booked.kind === 'capture' ? 'uncapture' : 'unmore';
      await this.#parts.ledger.write(em, order, undone, -booked.amount, by);
      const captured = order.captured - booked.amount;
      const deed = { event: 'unbook', actor: by, reason: goodReason(reason) } as const;
      const to = standingWithout(order, captured, standing.at(-2));
      return this.#parts.changes.enter(em, order, to, { captured, firstYes: null }, deed);
    });
  }

  /** What was kept for it is for others until it is approved. */
  async #release(em: EntityManager, { id, fulfilment }: Order): Promise<void> {
    if (fulfilment === 'reserved') {
      await this.#parts.stock.release(em, id);
      await this.#parts.coupons.release(em, id);
    }
  }
}

type Line = Pick<LedgerEntry, 'kind' | 'amount'>;

/** The lines of the ledger that count: without mistakes, and without what says that they were ones. */
function standingLines<T extends Line>(lines: readonly T[]): T[] {
  const standing: T[] = [];
  for (const line of lines) {
    if (line.kind === 'uncapture' || line.kind === 'unmore') {
      standing.pop();
    } else {
      standing.push(line);
    }
  }
  return standing;
}

/**
 * The booking that can be taken back: the newest, unless money went back since, or an order would be approved without any.
 * @param lines those that count, the first one first.
 */
function bookedLast<T extends Line>({ fulfilment }: Pick<Order, 'fulfilment'>, lines: readonly T[]) {
  const last = lines.at(-1);
  return last?.kind === 'more' || (last?.kind === 'capture' && fulfilment === 'released') ? last : undefined;
}

/** Whether the newest line of the money of an order can be taken back as a mistake. @param lines the first one first. */
export const canTakeBack = (order: Order, lines: readonly Line[]): boolean =>
  bookedLast(order, standingLines(lines)) !== undefined;

/** Where an order stands without a booking. @param before the line before it. */
function standingWithout(order: Order, captured: number, before: Line | undefined): Standing {
  // What cost nothing is its buyer's without any money.
  if (captured > order.refunded || isDueToCome(order.fulfilment)) {
    return standingOf(order);
  }
  if (order.fulfilment === 'released') {
    return 'late/released';
  }
  return before?.kind === 'chargeback' ? 'charged-back/revoked' : 'refunded/revoked';
}

const moneyOf = ({ captured, refunded, currency }: Order) => ({ amount: captured - refunded, currency });
