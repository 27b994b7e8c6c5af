import {
  attempt,
  automatic,
  changeSeen,
  compareAndSet,
  conflictOf,
  err,
  Overtaken,
  ok,
  Refusal,
  type Result,
  refusalOf,
} from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Counter } from '../entities/counter.ts';
import { Participant } from '../entities/participant.ts';
import { Ticket } from '../entities/ticket.ts';
import { TicketType } from '../entities/ticket-type.ts';
import { lockGuild } from '../guild-lock.ts';
import { needRealRoles } from '../types/given-roles.ts';
import { saysOpen } from '../types/welcome.ts';
import type { Changes } from './changes.ts';
import { type Asker, activeOf, anySlot, freeSlot, needRoomAgain, needRoomFor } from './limits.ts';
import { needRoomInside } from './participant-limit.ts';
import { normalPriority } from './priorities.ts';
import { changeTicket, need } from './ticket-change.ts';
import type { TicketChannels } from './ticket-channels.ts';
import { isHoused, type TicketState, ways } from './ticket-states.ts';

export const reasonLimit = 300;
export const subjectLimit = 100;

/** A wish for a ticket. */
export interface Request extends Asker {
  readonly type: string;
  readonly subject?: string | undefined;
  /** The order that it is about: an answer to what its channel asks. */
  readonly order?: string | undefined;
  /** Up to 48 characters: the id of the interaction. What is asked again with the same key is the same ticket. */
  readonly key: string;
}

/** A ticket that was opened again, and the limit that staff passed with it. */
export type Reopened = Ticket & { readonly passed?: Refusal };

/** Opens tickets and leads them to their end: the rules and the transactions. */
export class Tickets {
  readonly #context: Context;
  readonly #changes: Changes;
  readonly #channels: TicketChannels;

  constructor(context: Context, changes: Changes, channels: TicketChannels) {
    this.#context = context;
    this.#changes = changes;
    this.#channels = channels;
  }

  /**
   * Whoever asks again while a ticket of the same type is being made for them means that one.
   * @returns the ticket, which is on its way; or why not, as {@link check} does.
   */
  async request(request: Request): Promise<Result<Ticket, Refusal>> {
    const { guild, creator, key } = request;
    const { perMember, perGuild } = await this.#context.settings(guild);
    const answer = await attempt(this.#context.database, async (em) => {
      const twin = (await em.findOne(Ticket, { requestKey: key })) ?? (await onItsWay(em, request));
      if (twin) {
        return twin;
      }
      // Before anything is counted: whoever opens a ticket after this, and before us, has the number, and we begin anew.
      const number = await nextNumber(em, guild);
      if (await onItsWay(em, request)) {
        throw new Overtaken();
      }
      const type = await offeredType(em, request);
      const slotKey = await freeSlot(em, type, creator);
      await needRoomFor(em, type, request, { perMember, perGuild, now: this.#context.clock.now() });
      const ticket = em.create(Ticket, {
        id: this.#context.newId(),
        guild,
        number,
        type: type.id,
        state: 'requested',
        creator,
        subject: request.subject?.trim() || null,
        openedAt: this.#context.clock.now(),
        ahead: saysOpen(type.welcome) ? await activeOf(em, type) : 0,
        priority: normalPriority,
        version: 1,
        numberKey: `${guild}:${number}`,
        slotKey,
        requestKey: key,
      });
      // Whoever clicked twice, or at the same moment as another, begins anew and sees what the other one did.
      await em.flush().catch(orOvertaken);
      const deed = { action: 'request', actor: creator, to: type.name, order: request.order };
      await this.#changes.record(em, ticket, deed);
      return ticket;
    });
    // The same click may have been taken at this very moment: then it is that ticket, and not one too many.
    const taken =
      answer.isErr() && (await this.#context.database.read().findOne(Ticket, { requestKey: key }));
    return taken ? ok(taken) : answer;
  }

  /**
   * Whether somebody could open a ticket now, before they are asked for anything. @returns its type; or why not:
   * `no-such-type`, `type-not-offered`, `too-many-tickets` with those there are, and what {@link needRoomFor} says.
   */
  async check(request: Omit<Request, 'key'>): Promise<Result<TicketType, Refusal>> {
    const { perMember, perGuild } = await this.#context.settings(request.guild);
    const em = this.#context.database.read();
    try {
      const type = await offeredType(em, request);
      await freeSlot(em, type, request.creator);
      await needRoomFor(em, type, request, { perMember, perGuild, now: this.#context.clock.now() });
      return ok(type);
    } catch (error) {
      if (error instanceof Refusal) {
        return err(error);
      }
      throw error;
    }
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

  /** Adds a person or role. @returns the ticket, or why not: `not-open`, `no-everyone`, `added-already`, `too-many-people`. */
  async add(
    guild: string,
    id: string,
    { subject, kind }: Pick<Participant, 'subject' | 'kind'>,
    by: string,
  ): Promise<Result<Ticket, Refusal>> {
    return this.#change(guild, id, async (em, ticket) => {
      need(ticket, ['open', 'closed']);
      needRealRoles(guild, [subject]);
      if (subject === ticket.creator || (await em.count(Participant, { ticket: ticket.id, subject })) > 0) {
        throw new Refusal('added-already', { who: subject, kind });
      }
      await needRoomInside(em, ticket.id, false);
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

  /**
   * Takes a person or role out that was added. @param own only whom they added themselves. @returns the ticket, or why not:
   * `not-open`, `not-added`, `not-added-by-you`.
   */
  async remove(
    guild: string,
    id: string,
    subject: string,
    by: string,
    own = false,
  ): Promise<Result<Ticket, Refusal>> {
    return this.#change(guild, id, async (em, ticket) => {
      need(ticket, ['open', 'closed']);
      const there = { ticket: ticket.id, subject };
      if ((await em.nativeDelete(Participant, { ...there, ...(own && { addedBy: by }) })) === 0) {
        throw new Refusal((await em.count(Participant, there)) > 0 ? 'not-added-by-you' : 'not-added');
      }
      return this.#changes.write(em, ticket, {}, { action: 'remove', actor: by, from: subject });
    });
  }

  /** Closes a ticket: its creator reads on and cannot write. @returns it, or why not: `not-open`, `reason-length`. */
  async close(guild: string, id: string, by: string, reason?: string): Promise<Result<Ticket, Refusal>> {
    return this.#change(guild, id, (em, ticket) => this.closeIn(em, ticket, by, reason));
  }

  /** As {@link close}, in a transaction that does more than this. @throws Refusal. */
  async closeIn(em: EntityManager, ticket: Ticket, by: string, reason?: string): Promise<Ticket> {
    need(ticket, ['open']);
    const closeReason = goodReason(reason);
    const change = { closedAt: this.#context.clock.now(), closedBy: by, closeReason };
    const deed = { action: 'close', actor: by, reason: closeReason };
    return this.#changes.enter(em, ticket, 'closing', change, deed);
  }

  /**
   * Opens a closed ticket again. Its creator may where they could open a new one, but for the pause between two; staff
   * may in any case. @param asker what is known of whoever does it. @returns it, with the limit that staff passed; or why
   * not: `not-closed`, and what {@link needRoomAgain} says.
   */
  async reopen(
    guild: string,
    id: string,
    by: string,
    asker: Pick<Asker, 'roles' | 'staff'> = {},
  ): Promise<Result<Reopened, Refusal>> {
    const { perMember, perGuild } = await this.#context.settings(guild);
    return changeTicket(this.#context, guild, id, async (em, ticket): Promise<Reopened> => {
      need(ticket, ['closed', 'archived'], 'not-closed');
      const { creator } = ticket;
      const own = by === creator && !asker.staff;
      // Whoever opens a new ticket at this moment waits for us, or we for them.
      await lockGuild(em, guild);
      const type = await em.findOneOrFail(TicketType, { id: ticket.type }, { disableIdentityMap: true });
      const facts = { perMember, perGuild, now: this.#context.clock.now() };
      const passed = await needRoomAgain(em, type, { ...(own && asker), guild, creator }, facts).then(
        () => undefined,
        (error) => {
          const refusal = refusalOf(error);
          if (own || !refusal) {
            throw error;
          }
          return refusal;
        },
      );
      const slotKey = await anySlot(em, type, creator);
      const change = { slotKey, closedAt: null, closedBy: null, closeReason: null };
      const deed = { action: 'reopen', actor: by };
      const after = await this.#changes.enter(em, ticket, 'reopening', change, deed);
      return passed ? { ...after, passed } : after;
    });
  }

  /**
   * Takes the channel away and keeps the record; of one that was never asked for, nothing is to be taken away.
   * @returns the ticket, or why not: `not-deletable` when it is deleted already.
   */
  async delete(guild: string, id: string, by: string): Promise<Result<Ticket, Refusal>> {
    return this.#change(guild, id, async (em, ticket) => {
      const end = ticket.state === 'requested' ? 'failed' : 'deleting';
      if (!ways[ticket.state].includes(end)) {
        throw new Refusal('not-deletable', { number: ticket.number });
      }
      // What kept it from being made keeps nothing any more.
      return this.#changes.enter(em, ticket, end, { problem: null }, { action: 'delete', actor: by });
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

  /** Discord says that the channel is gone. It ends a ticket; one that nobody has seen yet gets another channel. */
  async lost(seen: Ticket): Promise<void> {
    const deed = { action: 'lost', actor: automatic };
    const change = { channel: null };
    if (isHoused(seen.state)) {
      await this.#settled((em) => this.#changes.enter(em, seen, 'deleted', change, deed));
    } else if (seen.state === 'provisioning') {
      await this.#settled((em) => this.#changes.write(em, seen, change, deed));
    }
  }

  /** Writes down the channel that was made, at once: whatever comes next, it is known. */
  async housed(seen: Ticket, channel: string): Promise<Ticket> {
    const housed = await this.#context.database.transaction((em) =>
      changeSeen(em, Ticket, seen, { channel, problem: null }),
    );
    this.#channels.housed(channel, seen.id);
    return housed;
  }

  /**
   * Discord does not let us, or does so again (null). Told once for each reason; tried again by the reconciler, and when
   * something changes. @returns the ticket as it is then.
   */
  async troubled(seen: Ticket, problem: string | null): Promise<Ticket> {
    if (seen.problem === problem) {
      return seen;
    }
    const deed = {
      action: problem ? 'blocked' : 'mended',
      actor: automatic,
      reason: problem ?? seen.problem,
    };
    return this.#context.database.transaction((em) => this.#changes.write(em, seen, { problem }, deed));
  }

  /** There is no room for a channel: it is to be a private thread in the channel `threadIn`. */
  async rehouse(seen: Ticket, threadIn: string): Promise<void> {
    const deed = { action: 'rehouse', actor: automatic, to: threadIn };
    await this.#settled((em) => this.#changes.write(em, seen, { threadIn, problem: null }, deed));
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

  #change(
    guild: string,
    id: string,
    work: (em: EntityManager, ticket: Ticket) => Promise<Ticket>,
  ): Promise<Result<Ticket, Refusal>> {
    return changeTicket(this.#context, guild, id, work);
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

/** @throws Refusal `no-such-type`, or `type-not-offered` when it was taken away. */
async function offeredType(
  em: EntityManager,
  { guild, type: id }: Omit<Request, 'key'>,
): Promise<TicketType> {
  const type = await em.findOne(TicketType, { guild, id }, { disableIdentityMap: true });
  if (!type || type.removedAt) {
    throw type ? new Refusal('type-not-offered', { name: type.name }) : new Refusal('no-such-type');
  }
  return type;
}

/** The ticket of a type that is being made for somebody. One that waits for a permission is none: that may take long. */
const onItsWay = (em: EntityManager, { guild, type, creator }: Request): Promise<Ticket | null> =>
  em.findOne(
    Ticket,
    { guild, type, creator, state: { $in: ['requested', 'provisioning'] }, problem: null },
    { disableIdentityMap: true },
  );

/** @throws Overtaken when somebody takes the number at the same moment. */
async function nextNumber(em: EntityManager, guild: string): Promise<number> {
  const counter = await em.findOne(Counter, { guild }, { disableIdentityMap: true });
  if (!counter) {
    em.create(Counter, { guild, last: 1 });
    await em.flush().catch(orOvertaken);
    return 1;
  }
  const next = counter.last + 1;
  if (!(await compareAndSet(em, Counter, { guild, last: counter.last }, { last: next }))) {
    throw new Overtaken();
  }
  return next;
}

/** @throws Overtaken when somebody wrote the same at the same moment. */
function orOvertaken(error: unknown): never {
  throw conflictOf(error) ? new Overtaken() : error;
}

/** @throws Refusal `reason-length`. */
function goodReason(reason: string | undefined): string | null {
  const text = reason?.trim();
  if (text && text.length > reasonLimit) {
    throw new Refusal('reason-length', { max: reasonLimit });
  }
  return text || null;
}
