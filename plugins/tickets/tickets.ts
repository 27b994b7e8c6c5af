import {
  attempt,
  automatic,
  compareAndSet,
  conflictOf,
  Overtaken,
  Refusal,
  type Result,
} from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Changes } from './changes.ts';
import type { Context } from './context.ts';
import { Counter } from './entities/counter.ts';
import { Participant } from './entities/participant.ts';
import { Ticket } from './entities/ticket.ts';
import { TicketType } from './entities/ticket-type.ts';
import { isHoused, type TicketState, ways } from './ticket-states.ts';

export const reasonLimit = 300;
export const subjectLimit = 100;

/** A wish for a ticket. */
export interface Request {
  readonly guild: string;
  readonly type: string;
  readonly creator: string;
  readonly subject?: string | undefined;
  /** Up to 48 characters: the id of the interaction. What is asked again with the same key is the same ticket. */
  readonly key: string;
}

/** Opens tickets and leads them to their end: the rules and the transactions. */
export class Tickets {
  readonly #context: Context;
  readonly #changes: Changes;

  constructor(context: Context, changes: Changes) {
    this.#context = context;
    this.#changes = changes;
  }

  /** @returns the ticket, which is on its way; or why not: `no-such-type`, `too-many-tickets` with those there are. */
  async request(request: Request): Promise<Result<Ticket, Refusal>> {
    const { guild, creator, key } = request;
    return attempt(this.#context.database, async (em) => {
      const type = await em.findOne(TicketType, { guild, id: request.type, removedAt: null });
      if (!type) {
        throw new Refusal('no-such-type');
      }
      const twin = await em.findOne(Ticket, { requestKey: key });
      if (twin) {
        return twin;
      }
      const slotKey = await freeSlot(em, type, creator);
      const number = await nextNumber(em, guild);
      const ticket = em.create(Ticket, {
        id: this.#context.newId(),
        guild,
        number,
        type: type.id,
        state: 'requested',
        creator,
        subject: request.subject?.trim() || null,
        openedAt: this.#context.clock.now(),
        version: 1,
        numberKey: `${guild}:${number}`,
        slotKey,
        requestKey: key,
      });
      // Whoever clicked twice, or at the same moment as another, begins anew and sees what the other one did.
      await em.flush().catch((error) => {
        throw conflictOf(error) ? new Overtaken() : error;
      });
      await this.#changes.record(em, ticket, { action: 'request', actor: creator, to: type.name });
      return ticket;
    });
  }

  /** Makes somebody of staff the one who works on it. @returns it, or why not: `not-open`, `claimed`. */
  async claim(guild: string, id: string, by: string): Promise<Result<Ticket, Refusal>> {
    return this.#change(guild, id, async (em, ticket) => {
      need(ticket, ['open']);
      if (ticket.claimedBy) {
        throw new Refusal('claimed', { user: ticket.claimedBy });
      }
      return this.#changes.write(em, ticket, { claimedBy: by }, { action: 'claim', actor: by, to: by });
    });
  }

  /** Gives a claimed ticket back to all of staff. @returns it, or why not: `not-open`, `not-claimed`. */
  async unclaim(guild: string, id: string, by: string): Promise<Result<Ticket, Refusal>> {
    return this.#change(guild, id, async (em, ticket) => {
      need(ticket, ['open']);
      if (!ticket.claimedBy) {
        throw new Refusal('not-claimed');
      }
      const deed = { action: 'unclaim', actor: by, from: ticket.claimedBy };
      return this.#changes.write(em, ticket, { claimedBy: null }, deed);
    });
  }

  /** Adds a person or role. @returns the ticket, or why not: `not-open`, `added-already`. */
  async add(
    guild: string,
    id: string,
    { subject, kind }: Pick<Participant, 'subject' | 'kind'>,
    by: string,
  ): Promise<Result<Ticket, Refusal>> {
    return this.#change(guild, id, async (em, ticket) => {
      need(ticket, ['open', 'closed']);
      if (subject === ticket.creator || (await em.count(Participant, { ticket: ticket.id, subject })) > 0) {
        throw new Refusal('added-already', { who: subject, kind });
      }
      em.create(Participant, {
        ticket: ticket.id,
        subject,
        kind,
        addedBy: by,
        addedAt: this.#context.clock.now(),
      });
      return this.#changes.write(em, ticket, {}, { action: 'add', actor: by, to: subject });
    });
  }

  /** Takes a person or role out that was added. @returns the ticket, or why not: `not-open`, `not-added`. */
  async remove(guild: string, id: string, subject: string, by: string): Promise<Result<Ticket, Refusal>> {
    return this.#change(guild, id, async (em, ticket) => {
      need(ticket, ['open', 'closed']);
      if ((await em.nativeDelete(Participant, { ticket: ticket.id, subject })) === 0) {
        throw new Refusal('not-added', { user: subject });
      }
      return this.#changes.write(em, ticket, {}, { action: 'remove', actor: by, from: subject });
    });
  }

  /** Closes a ticket: its creator reads on and cannot write. @returns it, or why not: `not-open`, `reason-length`. */
  async close(guild: string, id: string, by: string, reason?: string): Promise<Result<Ticket, Refusal>> {
    return this.#change(guild, id, async (em, ticket) => {
      need(ticket, ['open']);
      const closeReason = goodReason(reason);
      const change = { closedAt: this.#context.clock.now(), closedBy: by, closeReason };
      return this.#changes.enter(em, ticket, 'closing', change, {
        action: 'close',
        actor: by,
        reason: closeReason,
      });
    });
  }

  /** Opens a closed ticket again. @returns it, or why not: `not-closed`, `too-many-tickets`, `no-such-type`. */
  async reopen(guild: string, id: string, by: string): Promise<Result<Ticket, Refusal>> {
    return this.#change(guild, id, async (em, ticket) => {
      need(ticket, ['closed', 'archived'], 'not-closed');
      const type = await em.findOneOrFail(TicketType, { id: ticket.type });
      const slotKey = await freeSlot(em, type, ticket.creator);
      const change = { slotKey, closedAt: null, closedBy: null, closeReason: null };
      return this.#changes
        .enter(em, ticket, 'reopening', change, { action: 'reopen', actor: by })
        .catch((error) => {
          throw conflictOf(error) ? new Overtaken() : error;
        });
    });
  }

  /** Takes the channel away and keeps the record. @returns the ticket, or why not: `not-deletable`. */
  async delete(guild: string, id: string, by: string): Promise<Result<Ticket, Refusal>> {
    return this.#change(guild, id, async (em, ticket) => {
      if (!ways[ticket.state].includes('deleting')) {
        throw new Refusal('not-deletable', { number: ticket.number });
      }
      return this.#changes.enter(em, ticket, 'deleting', {}, { action: 'delete', actor: by });
    });
  }

  /** Discord is as the row says: the ticket arrives in `state`. It does nothing when the ticket has gone on since. */
  async arrived(seen: Ticket, state: TicketState, change: Partial<Ticket> = {}): Promise<void> {
    await this.#settled((em) =>
      this.#changes.enter(
        em,
        seen,
        state,
        { problem: null, ...change },
        { action: 'state', actor: automatic },
      ),
    );
  }

  /** Discord says that the channel is gone. */
  async lost(seen: Ticket): Promise<void> {
    if (isHoused(seen.state)) {
      await this.#settled((em) =>
        this.#changes.enter(em, seen, 'deleted', { channel: null }, { action: 'lost', actor: automatic }),
      );
    }
  }

  /** Writes down the channel that was made, at once: whatever comes next, it is known. */
  async housed(seen: Ticket, channel: string): Promise<Ticket> {
    const change = { channel, problem: null, version: seen.version + 1 };
    const { id, version } = seen;
    await this.#context.database.transaction(async (em) => {
      if (!(await compareAndSet(em, Ticket, { id, version }, change))) {
        throw new Overtaken();
      }
    });
    return { ...seen, ...change };
  }

  /** Discord does not let us. Told once for each reason; tried again by the reconciler, and when something changes. */
  async troubled(seen: Ticket, problem: string): Promise<void> {
    if (seen.problem !== problem) {
      await this.#settled((em) =>
        this.#changes.write(em, seen, { problem }, { action: 'blocked', actor: automatic, reason: problem }),
      );
    }
  }

  async find(guild: string, id: string): Promise<Ticket | undefined> {
    return (await this.#context.database.read().findOne(Ticket, { guild, id })) ?? undefined;
  }

  /** The ticket that lives in a channel. */
  async inChannel(guild: string, channel: string): Promise<Ticket | undefined> {
    return (await this.#context.database.read().findOne(Ticket, { guild, channel })) ?? undefined;
  }

  async participants(ticket: string): Promise<Participant[]> {
    return this.#context.database.read().find(Participant, { ticket }, { orderBy: { addedAt: 'asc' } });
  }

  async #change(
    guild: string,
    id: string,
    work: (em: EntityManager, ticket: Ticket) => Promise<Ticket>,
  ): Promise<Result<Ticket, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const ticket = await em.findOne(Ticket, { id, guild }, { disableIdentityMap: true });
      if (!ticket) {
        throw new Refusal('no-such-ticket');
      }
      return work(em, ticket);
    });
  }

  async #settled(work: (em: EntityManager) => Promise<unknown>): Promise<void> {
    await this.#context.database.transaction(work).catch((error) => {
      // Somebody was faster: their change has a job of its own.
      if (!(error instanceof Overtaken)) {
        throw error;
      }
    });
  }
}

/** @throws Refusal when the ticket is in none of these states. */
function need(ticket: Ticket, states: readonly TicketState[], code = 'not-open'): void {
  if (!states.includes(ticket.state)) {
    throw new Refusal(code, { number: ticket.number, user: ticket.closedBy, at: ticket.closedAt });
  }
}

/** @throws Refusal `too-many-tickets` when all slots of a person are taken. */
async function freeSlot(em: EntityManager, type: TicketType, creator: string): Promise<string> {
  const slots = Array.from({ length: type.perPerson }, (_, slot) => `${type.id}:${creator}:${slot}`);
  const taken = await em.find(
    Ticket,
    { slotKey: { $in: slots } },
    { fields: ['slotKey', 'channel', 'number'] },
  );
  const free = slots.find((slot) => !taken.some(({ slotKey }) => slotKey === slot));
  if (!free) {
    const [first] = taken;
    throw new Refusal('too-many-tickets', {
      count: type.perPerson,
      channel: first!.channel,
      number: first!.number,
    });
  }
  return free;
}

/** @throws Overtaken when somebody takes the number at the same moment. */
async function nextNumber(em: EntityManager, guild: string): Promise<number> {
  const counter = await em.findOne(Counter, { guild }, { disableIdentityMap: true });
  if (!counter) {
    em.create(Counter, { guild, last: 1 });
    return 1;
  }
  const next = counter.last + 1;
  if (!(await compareAndSet(em, Counter, { guild, last: counter.last }, { last: next }))) {
    throw new Overtaken();
  }
  return next;
}

/** @throws Refusal `reason-length`. */
function goodReason(reason: string | undefined): string | null {
  const text = reason?.trim();
  if (text && text.length > reasonLimit) {
    throw new Refusal('reason-length', { max: reasonLimit });
  }
  return text || null;
}
