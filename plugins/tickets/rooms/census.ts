import type { FilterQuery } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Participant } from '../entities/participant.ts';
import { Ticket } from '../entities/ticket.ts';
import { TicketType } from '../entities/ticket-type.ts';
import { arrivals, isClosed, ticketStates } from '../ticket/ticket-states.ts';
import { threadsFull } from './problems.ts';

/** Tickets at a time: one query, and a moment for others between two. */
const step = 200;

/** How long a closed thread stays awake for what is still written in it, in ms. */
const restAfter = 15_000;

/** Where Discord still has something of a ticket, or is to have it. */
const alive = ticketStates.filter((state) => state !== 'deleted' && state !== 'failed');

/** Closed, and nothing is under way. */
const resting = ticketStates.filter((state) => isClosed(state) && !arrivals[state]);

/** A ticket with all that decides how its channel is to be. */
export interface Housing {
  readonly ticket: Ticket;
  readonly type: TicketType;
  readonly participants: readonly Participant[];
}

/** Goes through all tickets that Discord shows, for whoever compares them with Discord. */
export class Census {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** The tickets of a guild that are not over, some at a time. */
  async *of(guild: string): AsyncGenerator<readonly Housing[]> {
    const types = await this.#context.database.read().find(TicketType, { guild });
    for (let after = ''; ; ) {
      const em = this.#context.database.read();
      const tickets = await em.find(
        Ticket,
        { guild, state: { $in: alive }, id: { $gt: after } },
        { orderBy: { id: 'asc' }, limit: step },
      );
      const added = await em.find(Participant, { ticket: { $in: tickets.map(({ id }) => id) } });
      yield tickets.flatMap((ticket) => {
        const type = types.find(({ id }) => id === ticket.type);
        const participants = added.filter((one) => one.ticket === ticket.id);
        return type ? [{ ticket, type, participants }] : [];
      });
      if (tickets.length < step) {
        return;
      }
      after = tickets.at(-1)!.id;
    }
  }

  /** Those of a guild that have one of these ids. */
  async among(guild: string, ids: readonly string[]): Promise<Ticket[]> {
    return this.#context.database.read().find(Ticket, { guild, id: { $in: [...ids] } });
  }

  /** Those of a guild that have one of these numbers. */
  async numbered(guild: string, numbers: readonly number[]): Promise<Ticket[]> {
    const keys = numbers.map((number) => `${guild}:${number}`);
    return keys.length > 0 ? this.#context.database.read().find(Ticket, { numberKey: { $in: keys } }) : [];
  }

  /** Those of these channels and threads in which tickets are. */
  async living(guild: string, channels: readonly string[]): Promise<ReadonlySet<string>> {
    const found = await this.#context.database
      .read()
      .find(Ticket, { guild, channel: { $in: [...channels] } }, { fields: ['channel'] });
    return new Set(found.map(({ channel }) => channel!));
  }

  /** Tickets that are not as they should be because Discord does not let us. */
  async troubled(guild: string): Promise<Ticket[]> {
    const where = { guild, state: { $in: alive }, problem: { $ne: null } };
    return this.#context.database.read().find(Ticket, where);
  }

  /** Tickets at rest that are closed and live in some of these channels and threads: those that are closed longest. */
  async closedIn(guild: string, channels: readonly string[], limit: number): Promise<Ticket[]> {
    const where = { guild, channel: { $in: [...channels] }, state: { $in: resting } };
    return this.#context.database.read().find(Ticket, where, { orderBy: { closedAt: 'asc' }, limit });
  }

  /** Has the ticket looked at that waits longest for a thread, as too many are active. @param but one that has its own now. */
  async nextForThread(guild: string, but = ''): Promise<void> {
    const where = { guild, id: { $ne: but }, state: { $in: alive }, problem: threadsFull };
    const waiting = this.#context.database
      .read()
      .find(Ticket, where, { orderBy: { openedAt: 'asc' }, limit: 1 });
    await this.doubt(await waiting);
  }

  /** Tickets that are threads in a channel. */
  async threadsIn(guild: string, channel: string): Promise<Ticket[]> {
    return this.#threads(guild, { threadIn: channel });
  }

  /** Tickets that are threads and that somebody opened, was added to or claimed. */
  async threadsOf(guild: string, user: string): Promise<Ticket[]> {
    const added = await this.#context.database.read().find(Participant, { subject: user });
    const ids = added.map(({ ticket }) => ticket);
    return this.#threads(guild, { $or: [{ creator: user }, { claimedBy: user }, { id: { $in: ids } }] });
  }

  /** Tickets that are threads and in which one of these roles takes part. */
  async threadsWith(guild: string, roles: readonly string[]): Promise<Ticket[]> {
    const em = this.#context.database.read();
    const types = (await em.find(TicketType, { guild })).filter(({ staffRoles }) =>
      staffRoles.some((role) => roles.includes(role)),
    );
    const added = await em.find(Participant, { subject: { $in: [...roles] } });
    return this.#threads(guild, {
      $or: [{ type: { $in: types.map(({ id }) => id) } }, { id: { $in: added.map(({ ticket }) => ticket) } }],
    });
  }

  #threads(guild: string, where: FilterQuery<Ticket>): Promise<Ticket[]> {
    return this.#context.database
      .read()
      .find(Ticket, { $and: [{ guild, state: { $in: alive }, threadIn: { $ne: null } }, where] });
  }

  /** Has the thread of a closed ticket archived in a moment, when nothing more is written in it. */
  async rest({ guild, id }: Pick<Ticket, 'guild' | 'id'>): Promise<void> {
    const { database, jobs, clock } = this.#context;
    const runAt = new Date(clock.now().getTime() + restAfter);
    await database.transaction((em) =>
      jobs.add(em, 'rest', { guild, ticket: id }, { runAt, key: `rest:${id}` }),
    );
  }

  /** Has these tickets compared with Discord one by one, each by a job of its own. */
  async doubt(tickets: readonly Pick<Ticket, 'guild' | 'id'>[]): Promise<void> {
    if (tickets.length === 0) {
      return;
    }
    const { database, jobs } = this.#context;
    // Whoever doubts some of the same at this moment takes them in the same order.
    const ordered = [...tickets].sort((a, b) => (a.id < b.id ? -1 : 1));
    await database.transaction(async (em) => {
      for (const { guild, id } of ordered) {
        await jobs.add(em, 'settle', { guild, ticket: id }, { key: `settle:${id}` });
      }
    });
  }
}
