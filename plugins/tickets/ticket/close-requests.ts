import { attempt, automatic, compareAndSet, Overtaken, Refusal, type Result } from '@guildhall/sdk';
import { type EntityManager, LockMode } from '@mikro-orm/core';
import type { Side } from '../automation/activities.ts';
import type { Context } from '../context.ts';
import { CloseRequest, type RequestState } from '../entities/close-request.ts';
import { Ticket } from '../entities/ticket.ts';
import type { Posts } from '../posts.ts';
import type { Changes, Follower } from './changes.ts';
import { changeTicket, need } from './ticket-change.ts';
import { reasonLimit, type Tickets } from './tickets.ts';

/** How long somebody may be given for an answer, in minutes. */
export const patienceLimits = { min: 5, max: 30 * 24 * 60 } as const;

/** A question whether a ticket can be closed. */
export interface Asking {
  readonly by: string;
  /** Whose answer is asked for. */
  readonly asks: Side;
  readonly reason?: string | undefined;
  /** After how many minutes without an answer it is closed. */
  readonly patience?: number | undefined;
  /** Whether the time alone may close it: whoever asks may close it themselves, or asks the one who waits for them. */
  readonly timed: boolean;
}

/** Asks the other side before a ticket is closed. */
export class CloseRequests {
  readonly #context: Context;
  readonly #changes: Changes;
  readonly #tickets: Tickets;
  readonly #posts: Posts;

  constructor(context: Context, changes: Changes, tickets: Tickets, posts: Posts) {
    this.#context = context;
    this.#changes = changes;
    this.#tickets = tickets;
    this.#posts = posts;
  }

  /** Asks. A time that may not close it is left out: it waits. @returns the request, or why not: `not-open`, `asked-already`, `reason-length`, `patience`. */
  async ask(
    guild: string,
    id: string,
    { by, asks, reason, patience, timed }: Asking,
  ): Promise<Result<CloseRequest, Refusal>> {
    return changeTicket(this.#context, guild, id, async (em, ticket) => {
      need(ticket, ['open']);
      const why = reason?.trim() || null;
      if (why && why.length > reasonLimit) {
        throw new Refusal('reason-length', { max: reasonLimit });
      }
      if (patience !== undefined && (patience < patienceLimits.min || patience > patienceLimits.max)) {
        throw new Refusal('patience');
      }
      const there = await em.findOne(CloseRequest, { waitingKey: id });
      if (there) {
        throw new Refusal('asked-already', { user: there.by, at: there.askedAt });
      }
      const askedAt = this.#context.clock.now();
      const request = em.create(CloseRequest, {
        id: this.#context.newId(),
        ticket: id,
        guild,
        by,
        asks,
        reason: why,
        askedAt,
        closesAt: patience === undefined || !timed ? null : new Date(askedAt.getTime() + patience * 60_000),
        state: 'waiting',
        waitingKey: id,
      });
      await this.#changes.write(em, ticket, {}, { action: 'ask-close', actor: by, reason: why });
      if (request.closesAt) {
        const job = { guild, request: request.id };
        await this.#context.jobs.add(em, 'close-asked', job, { runAt: request.closesAt, key: keyOf(id) });
      }
      await this.#show(em, request);
      return request;
    });
  }

  /** The other side agrees, and the ticket is closed. @returns the request, or why not: `request-over`, `not-open`. */
  async agree(guild: string, request: string, by: string): Promise<Result<CloseRequest, Refusal>> {
    return this.#answer(guild, request, 'agreed', by, (em, ticket, { reason }) =>
      this.#tickets.closeIn(em, ticket, by, reason ?? undefined),
    );
  }

  /** Somebody wants it to stay open. @returns the request, or why not: `request-over`. */
  async refuse(guild: string, request: string, by: string): Promise<Result<CloseRequest, Refusal>> {
    return this.#answer(guild, request, 'refused', by, (em, ticket) =>
      this.#changes.write(em, ticket, {}, { action: 'keep-open', actor: by }),
    );
  }

  /** Somebody wrote in the ticket: if they are of the side that was asked, that is an answer. */
  async wrote(
    { id, guild }: Pick<Ticket, 'id' | 'guild'>,
    { side, by }: { readonly side: Side; readonly by: string },
  ): Promise<void> {
    const request = await this.waiting(id);
    if (request?.asks !== side || request.by === by) {
      return;
    }
    if ((await this.#context.settings(guild)).writingCancels) {
      await this.#answer(guild, request.id, 'wrote', by, (em, ticket) =>
        this.#changes.write(em, ticket, {}, { action: 'keep-open', actor: by }),
      );
    }
  }

  /** The time is up: closes the ticket, if the request still waits, and its time has come. */
  async due(guild: string, request: string): Promise<void> {
    const seen = await this.find(guild, request);
    if (seen?.closesAt && seen.closesAt <= this.#context.clock.now()) {
      await this.#answer(guild, request, 'timed', automatic, (em, ticket, { reason }) =>
        this.#tickets.closeIn(em, ticket, automatic, reason ?? undefined),
      );
    }
  }

  /** Whoever asked may not close it any more: it waits for an answer, however long that takes. */
  async waits({ id, ticket, guild }: CloseRequest): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      const seen = { id, state: 'waiting' } as const;
      if (await compareAndSet(em, CloseRequest, seen, { closesAt: null })) {
        await this.#context.jobs.cancel(em, keyOf(ticket));
        await this.#posts.changed(em, { guild, kind: 'request', subject: id });
      }
    });
  }

  /** The time is up, and it cannot be known yet whether somebody answered: it is looked at again. */
  async later({ id, ticket, guild }: CloseRequest, runAt: Date): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      if (await em.findOne(CloseRequest, { id, state: 'waiting' })) {
        await this.#context.jobs.add(
          em,
          'close-asked',
          { guild, request: id },
          { runAt, key: keyOf(ticket) },
        );
      }
    });
  }

  /** Whatever closes, deletes or loses a ticket in another way answers its request. */
  readonly follow: Follower = async (em, { id, state }) => {
    const request = state === 'open' ? null : await em.findOne(CloseRequest, { waitingKey: id });
    if (request) {
      await this.#end(em, request, 'over', null);
    }
  };

  async find(guild: string, id: string): Promise<CloseRequest | undefined> {
    return (await this.#context.database.read().findOne(CloseRequest, { guild, id })) ?? undefined;
  }

  /** The request of a ticket that waits for an answer. */
  async waiting(ticket: string): Promise<CloseRequest | undefined> {
    return (await this.#context.database.read().findOne(CloseRequest, { waitingKey: ticket })) ?? undefined;
  }

  async #answer(
    guild: string,
    id: string,
    state: RequestState,
    by: string,
    then: (em: EntityManager, ticket: Ticket, request: CloseRequest) => Promise<unknown>,
  ): Promise<Result<CloseRequest, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const request = await em.findOne(CloseRequest, { guild, id }, { disableIdentityMap: true });
      if (request?.state !== 'waiting') {
        throw new Refusal('request-over');
      }
      // Whoever changes a ticket holds it before its request: in another order two would wait for each other.
      const ticket = await em.findOneOrFail(
        Ticket,
        { id: request.ticket },
        { disableIdentityMap: true, lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      // Before the change of the ticket: whoever follows that one finds no request that waits.
      const after = await this.#end(em, request, state, by);
      await then(em, ticket, request);
      return after;
    });
  }

  /** @throws Overtaken when somebody answered at this moment. */
  async #end(
    em: EntityManager,
    request: CloseRequest,
    state: RequestState,
    answeredBy: string | null,
  ): Promise<CloseRequest> {
    const change = { state, answeredBy, waitingKey: null };
    if (!(await compareAndSet(em, CloseRequest, { id: request.id, state: 'waiting' }, change))) {
      throw new Overtaken();
    }
    await this.#context.jobs.cancel(em, keyOf(request.ticket));
    await this.#show(em, request);
    return { ...request, ...change };
  }

  #show(em: EntityManager, { guild, id }: CloseRequest): Promise<void> {
    return this.#posts.changed(em, { guild, kind: 'request', subject: id });
  }
}

const keyOf = (ticket: string) => `close-asked:${ticket}`;
