import { changeSeen, conflictOf, Overtaken } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Happening } from '../entities/happening.ts';
import { Ticket } from '../entities/ticket.ts';
import { isActive, type TicketState, ways } from './ticket-states.ts';

/** What is done to a ticket, by whom. */
export interface Deed {
  /** As the audit log calls it, such as `close`. */
  readonly action: string;
  /** The id of a user, or `automatic`. */
  readonly actor: string;
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  readonly reason?: string | null | undefined;
  /** The order that a new ticket is about. */
  readonly order?: string | undefined;
}

/** States in which a ticket is over, or nearly. */
const over: ReadonlySet<TicketState> = new Set(['deleting', 'deleted', 'failed']);

/** A part that has something to do when a ticket changed. It runs in the transaction of the change. */
export type Follower = (em: EntityManager, ticket: Ticket, deed: Deed) => Promise<void>;

/** Writes changes of tickets: the row, its record, the audit log, and what follows from it. */
export class Changes {
  readonly #context: Context;
  readonly #followers: readonly Follower[];

  constructor(context: Context, followers: readonly Follower[]) {
    this.#context = context;
    this.#followers = followers;
  }

  /**
   * Brings a ticket from the state that was seen to another one. This is the only way into a state.
   * @returns it as it is then. @throws Overtaken when it is not as `seen` any more. @throws RangeError when there is no
   * way from there.
   */
  async enter(
    em: EntityManager,
    seen: Ticket,
    state: TicketState,
    change: Partial<Ticket>,
    deed: Deed,
  ): Promise<Ticket> {
    if (!ways[seen.state].includes(state)) {
      throw new RangeError(`a ticket that is ${seen.state} cannot become ${state}`);
    }
    // Whoever is not active any more leaves room for another ticket.
    const freed = isActive(state) ? {} : { slotKey: null };
    // What goes away while it is open ends there.
    const ended = !seen.closedAt && over.has(state);
    const end = ended ? { closedAt: this.#context.clock.now(), closedBy: deed.actor } : {};
    return this.write(
      em,
      seen,
      { ...end, ...change, ...freed, state },
      { from: seen.state, to: state, ...deed },
    );
  }

  /**
   * Changes a ticket within its state. @returns it as it is then. @throws Overtaken when it is not as `seen` any more, or
   * somebody else took a place that only one can have.
   */
  async write(em: EntityManager, seen: Ticket, change: Partial<Ticket>, deed: Deed): Promise<Ticket> {
    try {
      const ticket = await changeSeen(em, Ticket, seen, change);
      await this.record(em, ticket, deed);
      return ticket;
    } catch (error) {
      throw conflictOf(error) ? new Overtaken() : error;
    }
  }

  /** Writes what comes of a change that was written. */
  async record(em: EntityManager, ticket: Ticket, deed: Deed): Promise<void> {
    const { id, guild, version } = ticket;
    const { action, actor, from = null, to = null, reason = null } = deed;
    const { audit, clock, newId } = this.#context;
    em.create(Happening, {
      id: newId(),
      ticket: id,
      guild,
      version,
      action,
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
      action,
      target: String(ticket.number),
      ...(from !== null && { from }),
      ...(to !== null && { to }),
      ...(reason !== null && { reason }),
    });
    for (const follow of this.#followers) {
      await follow(em, ticket, deed);
    }
  }
}
