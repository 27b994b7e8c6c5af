import { attempt, err, flushOrConflict, Overtaken, ok, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Changes } from './changes.ts';
import type { Context } from './context.ts';
import { type Draft, type Edit, faultOf, noteLimit, reasonLimit, requestKeyOf, rowOf } from './draft.ts';
import { Order } from './entities/order.ts';
import { type Changed, changesOf, editableOf } from './order-edit.ts';
import { readOrderId } from './order-id.ts';
import { allow } from './order-states.ts';
import type { Steps } from './steps.ts';

/** What is written beside a change, in its transaction. */
export type Also = (em: EntityManager, order: Order) => Promise<unknown>;

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
   * `customer-length`, `details-length`, `due-past`. @param also is left out for an order that is there already.
   */
  async create(draft: Draft, also?: Also): Promise<Result<Order, Refusal>> {
    const { guild, by } = draft;
    const fault = faultOf(draft, this.#context.clock.now());
    if (fault) {
      return err(fault);
    }
    return attempt(this.#context.database, async (em) => {
      const requestKey = requestKeyOf(draft);
      const twin = requestKey && (await em.findOne(Order, { requestKey }, { disableIdentityMap: true }));
      if (twin) {
        return twin;
      }
      const { open } = await this.#steps.in(em, guild);
      const row = rowOf(draft, this.#context.newOrderId(), open[0]!.id, this.#context.clock.now());
      const order = em.create(Order, row);
      // Somebody asks with the same key at this moment; or, as good as impossible, has the same id.
      if (await flushOrConflict(em)) {
        throw new Overtaken();
      }
      await this.#changes.tell(em, order, [{ kind: 'created' }], by);
      await also?.(em, order);
      return order;
    });
  }

  /** The order that somebody means by `typed`. @returns it, or why not: `no-id`, `mistyped-id`, `no-such-order`. */
  async find(guild: string, typed: string): Promise<Result<Order, Refusal>> {
    return this.#find(this.#context.database.read(), guild, typed);
  }

  /**
   * Puts an order on another step. @returns it, or why not: `no-such-step`, `same-step`, `order-closed`; `step-moved`
   * when it is not on the step `seen` any more.
   */
  async move(
    guild: string,
    id: string,
    step: string,
    by: string,
    seen?: string,
  ): Promise<Result<Order, Refusal>> {
    return this.change(guild, id, by, async (order, em) => {
      allow(order, 'move');
      const { open } = await this.#steps.in(em, guild);
      if (!open.some((one) => one.id === step)) {
        throw new Refusal('no-such-step');
      }
      if (order.step === step) {
        throw new Refusal('same-step', { id: order.id });
      }
      if (seen !== undefined && order.step !== seen) {
        throw new Refusal('step-moved', { id: order.id });
      }
      return { change: { step }, happened: [{ kind: 'moved', from: order.step, to: step }] };
    });
  }

  /** @returns the order, done; or why not: `already-completed` and `already-cancelled` say who was first. */
  async complete(guild: string, id: string, by: string, also?: Also): Promise<Result<Order, Refusal>> {
    return this.#close(guild, id, by, 'completed', undefined, also);
  }

  /** @returns the order, or why not: `already-completed` and `already-cancelled` say who was first, `reason-length`. */
  async cancel(guild: string, id: string, by: string, reason?: string): Promise<Result<Order, Refusal>> {
    return this.#close(guild, id, by, 'cancelled', reason);
  }

  /** Opens a closed order where it was before. @returns it, or why not: `not-closed`, `reason-length`. */
  async reopen(guild: string, id: string, by: string, reason?: string): Promise<Result<Order, Refusal>> {
    return this.change(guild, id, by, (order) => {
      allow(order, 'reopen');
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
    return this.change(guild, id, by, (order) => {
      allow(order, 'assign');
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
    return this.change(guild, id, by, () => ({ change: {}, happened: [{ kind: 'noted', text: note }] }));
  }

  /**
   * Changes what an order says. @returns it, or why not: `nothing-changed`, `customer-length`, `details-length`,
   * `due-past`; `edited-meanwhile` when it does not say what `seen` ({@link editableOf}) was made of.
   */
  async edit(
    guild: string,
    id: string,
    edit: Edit,
    by: string,
    seen?: string,
  ): Promise<Result<Order, Refusal>> {
    const fault = faultOf(edit, this.#context.clock.now());
    if (fault) {
      return err(fault);
    }
    return this.change(guild, id, by, (order) => {
      if (seen !== undefined && seen !== editableOf(order)) {
        throw new Refusal('edited-meanwhile', { id: order.id });
      }
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
    also?: Also,
  ): Promise<Result<Order, Refusal>> {
    const decide = (order: Order) => {
      allow(order, state === 'completed' ? 'complete' : 'cancel');
      const text = goodReason(reason);
      const change = { state, closedBy: by, closedAt: this.#context.clock.now(), closeReason: text ?? null };
      return { change, happened: [{ kind: state, from: order.step, text }] };
    };
    return this.change(guild, id, by, decide, also);
  }

  /**
   * Changes an order as `decide` says, which is asked anew when somebody else was faster. @returns the order as it is
   * then, or why not: what `decide` refuses, and what {@link find} does.
   */
  async change(
    guild: string,
    typed: string,
    by: string,
    decide: (order: Order, em: EntityManager) => Changed | Promise<Changed>,
    also?: Also,
  ): Promise<Result<Order, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const order = (await this.#find(em, guild, typed)).unwrapRaw();
      const { change, happened } = await decide(order, em);
      const changed = await this.#changes.write(em, order, change, happened, by);
      await also?.(em, changed);
      return changed;
    });
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

/** @throws Refusal `reason-length`. */
function goodReason(reason: string | undefined): string | undefined {
  const text = reason?.trim();
  if (text && text.length > reasonLimit) {
    throw new Refusal('reason-length', { max: reasonLimit });
  }
  return text || undefined;
}
