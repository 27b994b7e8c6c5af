import { Refusal, type Result } from '@guildhall/sdk';
import type { Context } from '../context.ts';
import { Participant } from '../entities/participant.ts';
import { Ticket } from '../entities/ticket.ts';
import { TicketType } from '../entities/ticket-type.ts';
import type { Changes } from './changes.ts';
import { freeSlot } from './limits.ts';
import { needRoomInside } from './participant-limit.ts';
import { type Priority, priorities, priorityOf } from './priorities.ts';
import { changeTicket, need } from './ticket-change.ts';
import { isActive } from './ticket-states.ts';

/** What staff do with a ticket on its way from the opening to the end, beside the ways of its state. */
export class TicketWork {
  readonly #context: Context;
  readonly #changes: Changes;

  constructor(context: Context, changes: Changes) {
    this.#context = context;
    this.#changes = changes;
  }

  /** Gives the work to a colleague, whoever had it. @returns the ticket, or why not: `not-open`, `claimed`. */
  async handOver(guild: string, id: string, to: string, by: string): Promise<Result<Ticket, Refusal>> {
    return changeTicket(this.#context, guild, id, async (em, ticket) => {
      need(ticket, ['open']);
      if (ticket.claimedBy === to) {
        throw new Refusal('claimed', { user: to });
      }
      const deed = { action: 'transfer', actor: by, from: ticket.claimedBy, to };
      return this.#changes.write(em, ticket, { claimedBy: to }, deed);
    });
  }

  /** Open tickets that are claimed. @param by only those of this member. */
  async claimed(guild: string, by?: string): Promise<Ticket[]> {
    const claimedBy = by ?? { $ne: null };
    return this.#context.database.read().find(Ticket, { guild, state: 'open', claimedBy });
  }

  /** Takes a claim back from somebody. Nothing happens where another one has it by now. */
  async release(guild: string, id: string, claimer: string, by: string): Promise<void> {
    await changeTicket(this.#context, guild, id, async (em, ticket) =>
      ticket.state === 'open' && ticket.claimedBy === claimer
        ? this.#changes.write(
            em,
            ticket,
            { claimedBy: null },
            { action: 'unclaim', actor: by, from: claimer },
          )
        : ticket,
    );
  }

  /**
   * Makes another member the creator. The one before is in the ticket no more, unless `keep` adds them to it.
   * @returns the ticket, or why not: `not-open`, `is-creator`, `too-many-people`, and what stands against another ticket of
   * theirs.
   */
  async giveTo(
    guild: string,
    id: string,
    to: string,
    by: string,
    keep = false,
  ): Promise<Result<Ticket, Refusal>> {
    return changeTicket(this.#context, guild, id, async (em, ticket) => {
      need(ticket, ['open', 'closed']);
      const { creator: from, state } = ticket;
      if (from === to) {
        throw new Refusal('is-creator', { user: to });
      }
      const type = await em.findOneOrFail(TicketType, { id: ticket.type });
      const slot = isActive(state) ? { slotKey: await freeSlot(em, type, to) } : {};
      await em.nativeDelete(Participant, { ticket: id, subject: to });
      if (keep) {
        await needRoomInside(em, id, false);
        const addedAt = this.#context.clock.now();
        em.create(Participant, { ticket: id, subject: from, kind: 'user', addedBy: by, addedAt });
      }
      const change = { creator: to, ...slot };
      return this.#changes.write(em, ticket, change, { action: 'creator', actor: by, from, to });
    });
  }

  /**
   * Lets a role in that works on the ticket from now on, as those of its type do: nobody of them has answered.
   * @returns the ticket, or why not: `not-open`, `added-already`, `too-many-people`.
   */
  async callIn(guild: string, id: string, role: string, by: string): Promise<Result<Ticket, Refusal>> {
    return changeTicket(this.#context, guild, id, async (em, ticket) => {
      need(ticket, ['open', 'closed']);
      const there = await em.findOne(
        Participant,
        { ticket: id, subject: role },
        { disableIdentityMap: true },
      );
      if (there?.staff) {
        throw new Refusal('added-already', { who: role, kind: 'role' });
      }
      await needRoomInside(em, id, true);
      const addedAt = this.#context.clock.now();
      const called = { ticket: id, subject: role, kind: 'role', staff: true, addedBy: by, addedAt } as const;
      await em.upsert(Participant, called, { disableIdentityMap: true });
      return this.#changes.write(em, ticket, {}, { action: 'add', actor: by, to: role });
    });
  }

  /** Says how urgent it is. @returns the ticket, or why not: `not-open`, `same-priority`. */
  async prioritize(
    guild: string,
    id: string,
    priority: Priority,
    by: string,
  ): Promise<Result<Ticket, Refusal>> {
    return changeTicket(this.#context, guild, id, async (em, ticket) => {
      need(ticket, ['open', 'closed']);
      const from = priorityOf(ticket);
      if (from === priority) {
        throw new Refusal('same-priority');
      }
      const deed = { action: 'priority', actor: by, from, to: priority };
      return this.#changes.write(em, ticket, { priority: priorities.indexOf(priority) }, deed);
    });
  }

  /** Keeps it at the top of lists, or no more. What is as asked already stays. @returns the ticket. */
  async pin(guild: string, id: string, pinned: boolean, by: string): Promise<Result<Ticket, Refusal>> {
    return changeTicket(this.#context, guild, id, async (em, ticket) =>
      (ticket.pinnedAt !== null) === pinned
        ? ticket
        : this.#changes.write(
            em,
            ticket,
            { pinnedAt: pinned ? this.#context.clock.now() : null },
            { action: pinned ? 'pin' : 'unpin', actor: by },
          ),
    );
  }

  /** Puts a closed ticket out of the way. @returns it, or why not: `not-closed`. */
  async archive(guild: string, id: string, by: string): Promise<Result<Ticket, Refusal>> {
    return changeTicket(this.#context, guild, id, async (em, ticket) => {
      need(ticket, ['closed'], 'not-closed');
      return this.#changes.enter(em, ticket, 'archived', {}, { action: 'archive', actor: by });
    });
  }
}
