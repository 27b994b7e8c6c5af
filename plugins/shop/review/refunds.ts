import { Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { type Delivery, needPaid } from '../delivery/delivery.ts';
import type { EntryKind } from '../entities/ledger-entry.ts';
import type { Order } from '../entities/order.ts';
import type { Changes } from '../orders/changes.ts';
import type { Orders } from '../orders/orders.ts';
import type { Ledger } from './ledger.ts';
import { goodReason } from './review.ts';

/** Who gives how much back, and why. */
export interface Wish {
  readonly by: string;
  readonly reason: string;
  /** In minor units; all that is left, when left out. */
  readonly amount?: number | undefined;
  /** The version of the order that was seen: what was asked twice happens once. */
  readonly version: number;
}

/** Money that goes back. */
export class Refunds {
  readonly #changes: Changes;
  readonly #orders: Orders;
  readonly #ledger: Ledger;
  readonly #delivery: Delivery;

  constructor(changes: Changes, orders: Orders, ledger: Ledger, delivery: Delivery) {
    this.#changes = changes;
    this.#orders = orders;
    this.#ledger = ledger;
    this.#delivery = delivery;
  }

  /**
   * Writes down that money went back; sending it is up to staff. Once all of it has, the goods are no longer the
   * buyer's. @returns the order, or why not: `refund-amount`, `own-order`, `changed-meanwhile`, and where it stands.
   */
  async refund(guild: string, id: string, wish: Wish): Promise<Result<Order, Refusal>> {
    return this.#orders.change(guild, id, async (em, order) => {
      const left = need(order, wish);
      const amount = wish.amount ?? left;
      if (!Number.isSafeInteger(amount) || amount > left || (amount <= 0 && left > 0)) {
        throw new Refusal('refund-amount', { left: { amount: left, currency: order.currency } });
      }
      return amount === left
        ? this.#end(em, order, wish, 'refund', left)
        : this.#part(em, order, wish, amount);
    });
  }

  /**
   * The bank or the payment service took the money back. @returns the order, or why not: `cost-nothing`, and as
   * {@link refund}.
   */
  async chargeBack(guild: string, id: string, wish: Omit<Wish, 'amount'>): Promise<Result<Order, Refusal>> {
    return this.#orders.change(guild, id, async (em, order) => {
      const left = need(order, wish);
      if (order.captured === 0) {
        throw new Refusal('cost-nothing', { id });
      }
      return this.#end(em, order, wish, 'chargeback', left);
    });
  }

  async #part(em: EntityManager, order: Order, { by, reason }: Wish, amount: number): Promise<Order> {
    await this.#ledger.write(em, order, 'refund', -amount, by);
    return this.#changes.enter(
      em,
      order,
      `part-refunded/${order.fulfilment}`,
      { refunded: order.refunded + amount },
      { event: 'refund', actor: by, reason: goodReason(reason) },
    );
  }

  async #end(
    em: EntityManager,
    order: Order,
    { by, reason }: Pick<Wish, 'by' | 'reason'>,
    kind: Extract<EntryKind, 'refund' | 'chargeback'>,
    amount: number,
  ): Promise<Order> {
    await this.#ledger.write(em, order, kind, -amount, by);
    await this.#delivery.revoke(em, order);
    const back = kind === 'chargeback';
    return this.#changes.enter(
      em,
      order,
      back ? 'charged-back/revoked' : 'refunded/revoked',
      { refunded: order.refunded + amount, closeReason: goodReason(reason) },
      { event: back ? 'charge-back' : 'refund', actor: by, reason: goodReason(reason) },
    );
  }
}

/** @returns how much is left to give back. @throws Refusal when nothing can be. */
function need(order: Order, { by, version }: Pick<Wish, 'by' | 'version'>): number {
  needPaid(order);
  if (order.buyer === by) {
    throw new Refusal('own-order');
  }
  if (order.version !== version) {
    throw new Refusal('changed-meanwhile', { name: order.id });
  }
  return order.captured - order.refunded;
}
