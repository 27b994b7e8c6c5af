import { type Cell, type CsvPart, csvParts } from '@guildhall/sdk';
import type { FilterQuery } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Rating } from '../entities/rating.ts';
import { Ticket } from '../entities/ticket.ts';
import { ratedStaff } from './ratings.ts';
import { minutesBetween, type NumbersFilter } from './statistics.ts';

/** How whoever gets the export reads types and times. */
export interface ExportWords {
  readonly type: (id: string) => string;
  readonly time: (at: Date) => string;
}

interface Source extends ExportWords {
  readonly ticket: Ticket;
  readonly rating: Rating | undefined;
}

const step = 500;

const minutes = (from: Date, to: Date | null | undefined) =>
  to ? Math.round(minutesBetween(from, to)) : null;

/** The columns, in order. Times are in UTC for programs; when it was opened also by the guild's clock. */
const columns: Readonly<Record<string, (source: Source) => Cell>> = {
  number: ({ ticket }) => ticket.number,
  id: ({ ticket }) => ticket.id,
  type: ({ ticket, type }) => type(ticket.type),
  state: ({ ticket }) => ticket.state,
  subject: ({ ticket }) => ticket.subject,
  creator_id: ({ ticket }) => ticket.creator,
  claimed_by_id: ({ ticket }) => ticket.claimedBy,
  staff_id: ({ ticket }) => ratedStaff(ticket),
  opened_at: ({ ticket }) => ticket.openedAt,
  opened: ({ ticket, time }) => time(ticket.openedAt),
  first_answer_at: ({ ticket }) => ticket.firstAnswerAt,
  first_answer_by_id: ({ ticket }) => ticket.firstAnswerBy,
  first_answer_minutes: ({ ticket }) => minutes(ticket.openedAt, ticket.firstAnswerAt),
  closed_at: ({ ticket }) => ticket.closedAt,
  closed_by_id: ({ ticket }) => ticket.closedBy,
  close_reason: ({ ticket }) => ticket.closeReason,
  closed_minutes: ({ ticket }) => minutes(ticket.openedAt, ticket.closedAt),
  stars: ({ rating }) => rating?.stars,
  comment: ({ rating }) => rating?.comment,
};

/** Gives tickets away as tables. */
export class StatisticsExport {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Writes down who asked for it. */
  async begin(guild: string, by: string): Promise<void> {
    await this.#context.database.transaction((em) =>
      this.#context.audit.write(em, { guild, actor: by, action: 'exported' }),
    );
  }

  /**
   * The tickets that were opened since then, in as many tables as are needed for each to be a file that Discord takes.
   * @param limit of a table, in bytes.
   */
  parts(
    filter: NumbersFilter,
    since: Date | undefined,
    words: ExportWords,
    limit?: number,
  ): AsyncGenerator<CsvPart> {
    return csvParts(Object.keys(columns), this.#rows(filter, since, words), limit);
  }

  async *#rows(filter: NumbersFilter, since: Date | undefined, words: ExportWords): AsyncGenerator<Cell[]> {
    for await (const source of this.#all(filter, since)) {
      yield Object.values(columns).map((column) => column({ ...source, ...words }));
    }
  }

  async *#all(
    { guild, types, staff }: NumbersFilter,
    since: Date | undefined,
  ): AsyncGenerator<Pick<Source, 'ticket' | 'rating'>> {
    const wanted = {
      guild,
      ...(types && { type: { $in: [...types] } }),
      ...(since && { openedAt: { $gte: since } }),
      ...(staff && { $or: [{ claimedBy: staff }, { closedBy: staff }, { firstAnswerBy: staff }] }),
    };
    // The newest first: numbers count up in a guild.
    for (let last = Number.MAX_SAFE_INTEGER; ; ) {
      const em = this.#context.database.read();
      const before = last === Number.MAX_SAFE_INTEGER ? {} : { number: { $lt: last } };
      const tickets: Ticket[] = await em.find(Ticket, { ...wanted, ...before } as FilterQuery<Ticket>, {
        orderBy: { number: 'desc' },
        limit: step,
      });
      const ratings: Rating[] = await em.find(
        Rating,
        { ticket: { $in: tickets.map(({ id }) => id) }, stars: { $ne: null } },
        { orderBy: { askedAt: 'asc' } },
      );
      const newest = new Map(ratings.map((rating) => [rating.ticket, rating]));
      for (const ticket of tickets) {
        yield { ticket, rating: newest.get(ticket.id) };
      }
      if (tickets.length < step) {
        return;
      }
      last = tickets.at(-1)!.number;
    }
  }
}
