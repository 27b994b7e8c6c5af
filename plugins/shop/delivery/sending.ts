import { automatic, forgotten } from '@guildhall/sdk';
import { type Context, minute } from '../context.ts';
import { Order } from '../entities/order.ts';
import type { Changes } from '../orders/changes.ts';
import { isPaid, type OrderEvent, type Standing } from '../orders/order-states.ts';
import type { Orders } from '../orders/orders.ts';

/** The pauses after each time that sending failed, in ms. When it fails after the last one, it waits for its buyer. */
export const pauses = [1, 5, 30, 2 * 60, 12 * 60].map((minutes) => minutes * minute);

/** How long after its time nobody has tried to send what is to be sent: whatever should have done so is lost. */
const lostAfter = 20 * minute;

/** Why an order waits whose buyer is not in the server: nobody reads there what they are told. */
export const awayProblems: readonly (string | null | undefined)[] = ['left', 'away'];

/** Where an order is led to, and what is written about it. */
interface Lead {
  readonly event: OrderEvent;
  readonly to: Standing;
  readonly change: Partial<Order>;
  readonly reason?: string;
}

/** What becomes of sending orders to their buyers. Nothing happens to one that has gone on since it was seen. */
export class Sending {
  readonly #context: Context;
  readonly #changes: Changes;
  readonly #orders: Orders;

  constructor(context: Context, changes: Changes, orders: Orders) {
    this.#context = context;
    this.#changes = changes;
    this.#orders = orders;
  }

  async sent(seen: Order): Promise<void> {
    await this.#lead(seen, (order) => ({
      event: 'deliver',
      to: `${paidOf(order)}/delivered`,
      change: { deliveredAt: order.deliveredAt ?? this.#context.clock.now(), problem: null },
    }));
  }

  /** It cannot be sent, now or later: it waits for its buyer. @param problem names a text of `problems`. */
  async blocked(seen: Order, problem: string): Promise<void> {
    await this.#lead(seen, (order) => blockedAs(order, problem));
  }

  /** It was not sent, for a reason that may pass: it is tried again. After many times it waits for its buyer. */
  async failed(seen: Order, reason: string): Promise<void> {
    await this.#lead(seen, (order) => {
      if (order.sendTries !== seen.sendTries) {
        return undefined;
      }
      const pause = pauses[order.sendTries];
      if (pause === undefined) {
        return { ...blockedAs(order, 'failed'), reason };
      }
      const change = {
        sendTries: order.sendTries + 1,
        sendAt: new Date(this.#context.clock.now().getTime() + pause),
      };
      return { event: 'postpone', to: `${paidOf(order)}/allocated`, change, reason };
    });
  }

  /** Whether an order is to be sent as it was seen: much may have happened since. */
  async isDue(seen: Order): Promise<boolean> {
    const order = await this.#orders.of(seen.guild, seen.id);
    return order !== undefined && isSameSending(order, seen);
  }

  /** Who was not in the server when something of theirs was to be sent, and has not got it. */
  async away(guild: string): Promise<string[]> {
    const where = { guild, buyer: { $ne: forgotten }, fulfilment: 'blocked', problem: 'away' } as const;
    const orders = await this.#context.database.read().find(Order, where, { fields: ['buyer'] });
    return [...new Set(orders.map(({ buyer }) => buyer))];
  }

  /** Somebody is in the server again: what could not be sent to them is sent. */
  async back(guild: string, buyer: string): Promise<void> {
    const where = { guild, buyer, fulfilment: 'blocked', problem: 'away' } as const;
    for (const { id } of await this.#context.database.read().find(Order, where, { fields: ['id'] })) {
      await this.#orders.change(guild, id, async (em, order) => {
        if (order.problem === 'away' && isPaid(order.payment)) {
          const change = { delivery: order.delivery + 1, problem: null };
          const to = `${paidOf(order)}/allocated` as const;
          await this.#changes.enter(em, order, to, change, { event: 'resend', actor: automatic });
        }
      });
    }
  }

  /** Orders that should have been sent long ago: their job was laid aside, or is not there. */
  async lost(): Promise<Order[]> {
    const before = new Date(this.#context.clock.now().getTime() - lostAfter);
    return this.#context.database
      .read()
      .find(Order, { fulfilment: 'allocated', sendAt: { $lte: before } }, { orderBy: { sendAt: 'asc' } });
  }

  async #lead(seen: Order, lead: (order: Order) => Lead | undefined): Promise<void> {
    await this.#orders.change(seen.guild, seen.id, async (em, order) => {
      const next = isSameSending(order, seen) ? lead(order) : undefined;
      if (next) {
        const { event, to, change, reason } = next;
        await this.#changes.enter(em, order, to, change, { event, actor: automatic, reason });
      }
    });
  }
}

/** Whether an order is still on its way, as often as it was when it was seen. */
const isSameSending = (order: Order, seen: Order): boolean =>
  order.delivery === seen.delivery && order.fulfilment === 'allocated' && isPaid(order.payment);

const blockedAs = (order: Order, problem: string): Lead => ({
  event: 'block',
  to: `${paidOf(order)}/blocked`,
  change: { problem },
});

const paidOf = ({ payment }: Order) => payment as 'captured' | 'part-refunded';
