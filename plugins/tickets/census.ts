import type { Context } from './context.ts';
import { Participant } from './entities/participant.ts';
import { Ticket } from './entities/ticket.ts';
import { TicketType } from './entities/ticket-type.ts';
import { ticketStates } from './ticket-states.ts';

/** Tickets at a time: one query, and a moment for others between two. */
const step = 200;

/** Where Discord still has something of a ticket, or is to have it. */
const alive = ticketStates.filter((state) => state !== 'deleted' && state !== 'failed');

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

  /** Has these tickets compared with Discord one by one, each by a job of its own. */
  async doubt(tickets: readonly Pick<Ticket, 'guild' | 'id'>[]): Promise<void> {
    if (tickets.length === 0) {
      return;
    }
    const { database, jobs } = this.#context;
    await database.transaction(async (em) => {
      for (const { guild, id } of tickets) {
        await jobs.add(em, 'settle', { guild, ticket: id }, { key: `settle:${id}` });
      }
    });
  }
}
