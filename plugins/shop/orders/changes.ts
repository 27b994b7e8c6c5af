import { changeSeen } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Happening } from '../entities/happening.ts';
import { Order } from '../entities/order.ts';
import { isOpen, type OrderEvent, type Standing, standingOf, waysFrom } from './order-states.ts';

/** What is done to an order, by whom. */
export interface Deed {
  readonly event: OrderEvent;
  /** The id of a user, or `automatic`. */
  readonly actor: string;
  readonly reason?: string | null | undefined;
}

/** A change of an order that was written, in the transaction that wrote it. */
export interface Change {
  readonly order: Order;
  readonly event: OrderEvent | 'order';
  readonly actor: string;
}

/** Adds rows and jobs for a change of an order, in its transaction. */
export type Follower = (em: EntityManager, change: Change) => Promise<void>;

/** Writes changes of orders: the row, its record, the audit log, and what follows. */
export class Changes {
  readonly #context: Context;
  readonly #followers: readonly Follower[];

  constructor(context: Context, followers: readonly Follower[]) {
    this.#context = context;
    this.#followers = followers;
  }

  /**
   * Leads an order from where it was seen to `to`. This is the only way into a state.
   * @returns it as it is then. @throws Overtaken when it is not as `seen` any more. @throws RangeError when the event
   * does not lead there.
   */
  async enter(
    em: EntityManager,
    seen: Order,
    to: Standing,
    change: Partial<Order>,
    deed: Deed,
  ): Promise<Order> {
    const from = standingOf(seen);
    if (!waysFrom(deed.event, from).includes(to)) {
      throw new RangeError(`${deed.event} does not lead an order from ${from} to ${to}`);
    }
    const [payment, fulfilment] = to.split('/') as [Order['payment'], Order['fulfilment']];
    const now = this.#context.clock.now();
    const next = {
      // What begins to be on its way is sent at once, whatever was tried before.
      ...(fulfilment === seen.fulfilment
        ? {}
        : { sendAt: fulfilment === 'allocated' ? now : null, sendTries: 0 }),
      changedAt: now,
      ...change,
      payment,
      fulfilment,
      // Whoever has nothing more to do for it may order something else.
      ...(isOpen(payment) ? {} : { slotKey: null }),
    };
    const order = await changeSeen(em, Order, seen, next);
    await this.record(em, order, deed, from);
    return order;
  }

  /** Writes what comes of a change that was written. @param from null: the order is new. */
  async record(
    em: EntityManager,
    order: Order,
    { event, actor, reason = null }: Omit<Deed, 'event'> & { readonly event: Change['event'] },
    from: Standing | null,
  ): Promise<void> {
    const { id, guild, version } = order;
    const { audit, clock, newId } = this.#context;
    const to = standingOf(order);
    em.create(Happening, {
      id: newId(),
      order: id,
      guild,
      version,
      action: event,
      at: clock.now(),
      actor,
      from,
      to,
      reason,
    });
    await em.flush();
    await audit.write(em, {
      guild,
      actor,
      action: event,
      target: id,
      ...(from !== null && { from }),
      to,
      ...(reason !== null && { reason }),
    });
    for (const follow of this.#followers) {
      await follow(em, { order, event, actor });
    }
  }
}
