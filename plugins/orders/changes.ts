import { changeSeen } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from './context.ts';
import { Happening, type HappeningKind } from './entities/happening.ts';
import { Order } from './entities/order.ts';
import type { StatusMessages } from './status-messages.ts';

/** One thing that happens to an order, as the history tells it. */
export interface Happened {
  readonly kind: HappeningKind;
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  /** Why, or the text of a note. */
  readonly text?: string | undefined;
}

/** What customers are told of. The rest is between staff. */
export const tellsCustomer: ReadonlySet<HappeningKind> = new Set([
  'created',
  'customer',
  'details',
  'price',
  'moved',
  'completed',
  'cancelled',
  'reopened',
  'due',
]);

/** Writes changes of orders: the row, its history, the audit log, and the jobs that show it. */
export class Changes {
  readonly #context: Context;
  readonly #status: StatusMessages;

  constructor(context: Context, status: StatusMessages) {
    this.#context = context;
    this.#status = status;
  }

  /**
   * Changes the order if it is still as `seen`. @returns it as it is then. @throws Overtaken when it is not.
   * @param happened what it means, at least one thing.
   */
  async write(
    em: EntityManager,
    seen: Order,
    change: Partial<Order>,
    happened: readonly Happened[],
    actor: string,
  ): Promise<Order> {
    const order = await changeSeen(em, Order, seen, change);
    await this.tell(em, order, happened, actor);
    return order;
  }

  /** Writes what comes of a change that was written: history, audit, and the jobs that show it. */
  async tell(em: EntityManager, order: Order, happened: readonly Happened[], actor: string): Promise<void> {
    const { id, guild, version, state, dueAt } = order;
    const { jobs, audit, clock, events, newId } = this.#context;
    for (const { kind, from, to, text } of happened) {
      em.create(Happening, {
        id: newId(),
        order: id,
        guild,
        version,
        kind,
        at: clock.now(),
        actor,
        from: from ?? null,
        to: to ?? null,
        text: text ?? null,
      });
      // Notes are for staff: the audit log may be read by others.
      const reason = kind === 'noted' ? undefined : text;
      await audit.write(em, {
        guild,
        actor,
        action: kind,
        target: id,
        ...(from != null && { from }),
        ...(to != null && { to }),
        ...(reason !== undefined && { reason }),
      });
    }
    await em.flush();
    const concernsCustomer = happened.some(({ kind }) => tellsCustomer.has(kind));
    if (concernsCustomer && order.customer && order.customer !== actor) {
      await jobs.add(em, 'tell-customer', { guild, order: id, version });
    }
    await this.#status.changed(em, order);
    await events.publish(em, 'orders.changed', { guild, order: id }, { key: id });
    // The task itself finds out when to speak: the settings may change until then.
    await (state === 'open' && dueAt
      ? jobs.add(em, 'remind', { guild, order: id }, { key: `due:${id}` })
      : jobs.cancel(em, `due:${id}`));
  }
}
