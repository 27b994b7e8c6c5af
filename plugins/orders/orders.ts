import { err, ok, Refusal, type Result, refusalOf } from '@guildhall/sdk';
import { type EntityManager, UniqueConstraintViolationException } from '@mikro-orm/core';
import { type Changes, Overtaken } from './changes.ts';
import type { Context } from './context.ts';
import { type Draft, type Edit, faultOf, noteLimit, reasonLimit, searchableOf } from './draft.ts';
import { Order, type OrderState } from './entities/order.ts';
import { type Changed, changesOf } from './order-edit.ts';
import { readOrderId } from './order-id.ts';
import type { Steps } from './steps.ts';

/** How often a change is tried anew when others change the same order at the same moment. */
const tries = 10;

/** From which state an order gets to another. `open` to `open` is a move from step to step. */
const moves: Readonly<Record<OrderState, readonly OrderState[]>> = {
  open: ['open', 'completed', 'cancelled'],
  completed: ['open'],
  cancelled: ['open'],
};

/** Makes orders and leads them to their end: the rules and the transactions. */
export class Orders {
  readonly #context: Context;
  readonly #steps: Steps;
  readonly #changes: Changes;

  constructor(context: Context, steps: Steps, changes: Changes) {
    this.#context = context;
    this.#steps = steps;
    this.#changes = changes;
  }

  /**
   * Makes an order. What is asked again with the same key gives the order that is there. @returns it, or what is wrong:
   * `customer-length`, `details-length`, `due-past`.
   */
  async create(draft: Draft): Promise<Result<Order, Refusal>> {
    const { guild, customer, price, by } = draft;
    const fault = faultOf(draft, this.#context.clock.now());
    if (fault) {
      return err(fault);
    }
    const requestKey = draft.key ? `${guild}:${draft.key}` : null;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return ok(
          await this.#context.database.transaction(async (em) => {
            const { open } = await this.#steps.in(em, guild);
            const id = this.#context.newOrderId();
            const details = draft.details.trim();
            const customerName = customer.name.trim();
            const order = em.create(Order, {
              id,
              guild,
              state: 'open',
              step: open[0]!.id,
              customer: customer.user ?? null,
              customerName,
              details,
              channel: draft.channel,
              price: price?.amount ?? null,
              currency: price?.currency ?? null,
              dueAt: draft.dueAt ?? null,
              createdBy: by,
              createdAt: this.#context.clock.now(),
              source: draft.source,
              version: 1,
              requestKey,
              searchable: searchableOf(id, customerName, details),
            });
            await em.flush();
            await this.#changes.tell(em, order, [{ kind: 'created' }], by);
            return order;
          }),
        );
      } catch (error) {
        if (!(error instanceof UniqueConstraintViolationException)) {
          throw error;
        }
        const twin = requestKey && (await this.#context.database.read().findOne(Order, { requestKey }));
        if (twin) {
          return ok(twin);
        }
        // Somebody has this id: as good as impossible, and another one is at hand.
        if (attempt >= tries) {
          throw error;
        }
      }
    }
  }

  /** The order that somebody means by `typed`. @returns it, or why not: `no-id`, `mistyped-id`, `no-such-order`. */
  async find(guild: string, typed: string): Promise<Result<Order, Refusal>> {
    return this.#find(this.#context.database.read(), guild, typed);
  }

  /** Puts an order on another step. @returns it, or why not: `no-such-step`, `same-step`, `order-closed`. */
  async move(guild: string, id: string, step: string, by: string): Promise<Result<Order, Refusal>> {
    return this.#change(guild, id, by, async (order, em) => {
      allow(order, 'open', 'order-closed');
      const { open } = await this.#steps.in(em, guild);
      if (!open.some((one) => one.id === step)) {
        throw new Refusal('no-such-step');
      }
      if (order.step === step) {
        throw new Refusal('same-step', { id: order.id });
      }
      return { change: { step }, happened: [{ kind: 'moved', from: order.step, to: step }] };
    });
  }

  /** @returns the order, done; or why not: `already-completed` and `already-cancelled` say who was first. */
  async complete(guild: string, id: string, by: string): Promise<Result<Order, Refusal>> {
    return this.#close(guild, id, by, 'completed');
  }

  /** @returns the order, or why not: `already-completed` and `already-cancelled` say who was first, `reason-length`. */
  async cancel(guild: string, id: string, by: string, reason?: string): Promise<Result<Order, Refusal>> {
    return this.#close(guild, id, by, 'cancelled', reason);
  }

  /** Opens a closed order where it was before. @returns it, or why not: `not-closed`, `reason-length`. */
  async reopen(guild: string, id: string, by: string, reason?: string): Promise<Result<Order, Refusal>> {
    return this.#change(guild, id, by, (order) => {
      if (order.state === 'open') {
        throw new Refusal('not-closed', { id: order.id });
      }
      allow(order, 'open', 'not-closed');
      const change = {
        state: 'open',
        closedAt: null,
        closedBy: null,
        closeReason: null,
        reminders: 0,
      } as const;
      return { change, happened: [{ kind: 'reopened', from: order.state, text: goodReason(reason) }] };
    });
  }

  /** Gives an order to somebody of staff, or to nobody. @returns it, or why not: `same-assignee`, `order-closed`. */
  async assign(guild: string, id: string, to: string | null, by: string): Promise<Result<Order, Refusal>> {
    return this.#change(guild, id, by, (order) => {
      allow(order, 'open', 'order-closed');
      const from = order.assignee ?? null;
      if (from === to) {
        throw new Refusal(to ? 'same-assignee' : 'no-assignee', { user: to ?? undefined, id: order.id });
      }
      return { change: { assignee: to }, happened: [{ kind: 'assigned', from, to }] };
    });
  }

  /** Writes a note that staff see. @returns the order, or why not: `note-length`. */
  async note(guild: string, id: string, text: string, by: string): Promise<Result<Order, Refusal>> {
    const note = text.trim();
    if (note === '' || note.length > noteLimit) {
      return err(new Refusal('note-length', { max: noteLimit }));
    }
    return this.#change(guild, id, by, () => ({ change: {}, happened: [{ kind: 'noted', text: note }] }));
  }

  /**
   * Changes what an order says. @returns it, or why not: `nothing-changed`, `customer-length`, `details-length`,
   * `due-past`.
   */
  async edit(guild: string, id: string, edit: Edit, by: string): Promise<Result<Order, Refusal>> {
    const fault = faultOf(edit, this.#context.clock.now());
    if (fault) {
      return err(fault);
    }
    return this.#change(guild, id, by, (order) => {
      const changed = changesOf(order, edit);
      if (changed.happened.length === 0) {
        throw new Refusal('nothing-changed', { id: order.id });
      }
      return changed;
    });
  }

  async #close(
    guild: string,
    id: string,
    by: string,
    state: 'completed' | 'cancelled',
    reason?: string,
  ): Promise<Result<Order, Refusal>> {
    return this.#change(guild, id, by, (order) => {
      allow(order, state, `already-${order.state}`);
      const text = goodReason(reason);
      const change = { state, closedBy: by, closedAt: this.#context.clock.now(), closeReason: text ?? null };
      return { change, happened: [{ kind: state, from: order.step, text }] };
    });
  }

  async #change(
    guild: string,
    typed: string,
    by: string,
    decide: (order: Order, em: EntityManager) => Changed | Promise<Changed>,
  ): Promise<Result<Order, Refusal>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return ok(
          await this.#context.database.transaction(async (em) => {
            const order = (await this.#find(em, guild, typed)).unwrapRaw();
            const { change, happened } = await decide(order, em);
            return this.#changes.write(em, order, change, happened, by);
          }),
        );
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal) {
          return err(refusal);
        }
        if (!(error instanceof Overtaken) || attempt >= tries) {
          throw error;
        }
      }
    }
  }

  async #find(em: EntityManager, guild: string, typed: string): Promise<Result<Order, Refusal>> {
    const read = readOrderId(typed);
    if (typeof read === 'string') {
      return err(new Refusal(read === 'mistyped' ? 'mistyped-id' : 'no-id', { typed }));
    }
    const order = await em.findOne(Order, { id: read.id, guild }, { disableIdentityMap: true });
    return order ? ok(order) : err(new Refusal('no-such-order', { id: read.id }));
  }
}

/** @throws Refusal `code`, with who closed it and when, if `order` cannot get to `state` from where it is. */
function allow(order: Order, state: OrderState, code: string): void {
  if (!moves[order.state].includes(state)) {
    throw new Refusal(code, { id: order.id, user: order.closedBy, at: order.closedAt });
  }
}

/** @throws Refusal `reason-length`. */
function goodReason(reason: string | undefined): string | undefined {
  const text = reason?.trim();
  if (text && text.length > reasonLimit) {
    throw new Refusal('reason-length', { max: reasonLimit });
  }
  return text || undefined;
}
