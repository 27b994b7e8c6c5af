import { rowsOf } from '@guildhall/sdk';
import type { FilterQuery } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Rating } from '../entities/rating.ts';
import { Ticket } from '../entities/ticket.ts';
import { mostStars, ratedStaff } from './ratings.ts';
import { type PeriodName, piecesOf } from './statistics-periods.ts';

/** Which tickets are meant. */
export interface NumbersFilter {
  readonly guild: string;
  /** Ids of types; undefined: all. */
  readonly types: readonly string[] | undefined;
  /** Only what this one of staff did. */
  readonly staff: string | undefined;
}

/** How long something took, in minutes. */
export interface Spread {
  readonly count: number;
  /** Half of them took at most so long. */
  readonly median: number;
  /** Nine of ten took at most so long. */
  readonly p90: number;
  readonly average: number;
}

export interface Stars {
  readonly count: number;
  readonly average: number;
  /** How many gave one star, two, and so on. */
  readonly each: readonly number[];
}

/** What happened in a piece of the period. */
export interface PieceNumbers {
  readonly from: Date;
  readonly opened: number;
  readonly closed: number;
  /** The median until the first answer of tickets that were opened then, in minutes. */
  readonly answer: number | null;
}

/** What belongs to one of staff, or to one type. */
export interface Share {
  /** The id of the user or type. */
  readonly id: string;
  readonly opened: number;
  readonly closed: number;
  /** As {@link PieceNumbers.answer}. */
  readonly answer: number | null;
  readonly stars: number | null;
}

/** Tickets in numbers. */
export interface Numbers {
  readonly pieces: readonly PieceNumbers[];
  /** Of the whole period. */
  readonly opened: number;
  readonly closed: number;
  /** From the click to the first words of staff, of tickets that were opened in the period. */
  readonly answer: Spread | null;
  /** From the click to the end, of tickets that were closed in the period. */
  readonly closing: Spread | null;
  readonly stars: Stars | null;
  /** Who closed most comes first. */
  readonly staff: readonly Share[];
  readonly types: readonly Share[];
  /** As it is now. */
  readonly open: number;
}

const fields = [
  'id',
  'type',
  'state',
  'creator',
  'claimedBy',
  'openedAt',
  'closedAt',
  'closedBy',
  'firstAnswerAt',
  'firstAnswerBy',
] as const;
type Row = Pick<Ticket, (typeof fields)[number]>;

/** Tickets that are looked up at once. */
const lookUp = 500;

/** Adds up tickets. Counted from the tickets each time, so it can never be out of step with them. */
export class Statistics {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** @param timeZone says when days and weeks begin, as an IANA name. */
  async of(filter: NumbersFilter, period: PeriodName, timeZone: string): Promise<Numbers> {
    const now = this.#context.clock.now();
    const starts = piecesOf(period, now, timeZone);
    const since = period === 'all' ? undefined : starts[0]!;
    const isIn = (at: Date | null | undefined): at is Date => at != null && (!since || at >= since);
    const pieces = starts.map((from) => ({ from, opened: 0, closed: 0, answers: [] as number[] }));
    // Compared as numbers: as dates, this alone takes as long as all the rest.
    const times = starts.map(Number);
    const pieceOf = (at: Date) => {
      const time = at.getTime();
      return pieces[times.findLastIndex((start) => start <= time)];
    };
    const whole = new Tally();
    const byStaff = new Tallies();
    const byType = new Tallies();
    const count = (row: Row) => {
      const staff = ratedStaff(row);
      // Of a ticket of somebody else, one of staff may have given the first answer alone.
      const own = isMeant(row, filter)
        ? [whole, byType.of(row.type), ...(staff ? [byStaff.of(staff)] : [])]
        : [];
      if (isIn(row.openedAt)) {
        add(own, 'opened');
        const piece = pieceOf(row.openedAt);
        if (piece && own.length > 0) {
          piece.opened += 1;
        }
        if (row.firstAnswerAt && row.firstAnswerBy && (!filter.staff || row.firstAnswerBy === filter.staff)) {
          const minutes = minutesBetween(row.openedAt, row.firstAnswerAt);
          piece?.answers.push(minutes);
          for (const tally of [whole, byType.of(row.type), byStaff.of(row.firstAnswerBy)]) {
            tally.answers.push(minutes);
          }
        }
      }
      if (own.length > 0 && isIn(row.closedAt)) {
        add(own, 'closed');
        const piece = pieceOf(row.closedAt);
        if (piece) {
          piece.closed += 1;
        }
        whole.closings.push(minutesBetween(row.openedAt, row.closedAt));
      }
    };
    const stars = await this.#stars(filter.guild, since);
    const rate = (row: Row) => {
      const staff = ratedStaff(row);
      for (const given of isMeant(row, filter) ? (stars.get(row.id) ?? []) : []) {
        for (const tally of [whole, byType.of(row.type), ...(staff ? [byStaff.of(staff)] : [])]) {
          tally.stars[given - 1]! += 1;
        }
      }
      stars.delete(row.id);
    };
    for await (const rows of this.#rows(filter, since)) {
      rows.forEach(count);
      rows.forEach(rate);
    }
    // What is left was rated in the period, and neither opened nor closed in it.
    for await (const rows of this.#among([...stars.keys()])) {
      rows.forEach(rate);
    }
    return {
      pieces: pieces.map(({ answers, ...piece }) => ({
        ...piece,
        answer: spreadOf(answers)?.median ?? null,
      })),
      opened: whole.opened,
      closed: whole.closed,
      answer: spreadOf(whole.answers),
      closing: spreadOf(whole.closings),
      stars: starsOf(whole.stars),
      staff: byStaff.shares().filter(({ id }) => !filter.staff || id === filter.staff),
      types: byType.shares(),
      open: await this.#open(filter),
    };
  }

  /** The tickets of a filter that were opened or closed since then, some at a time from the database. */
  async *#rows(filter: NumbersFilter, since: Date | undefined): AsyncGenerator<Row[]> {
    const { staff } = filter;
    const where: FilterQuery<Ticket>[] = [this.#where(filter), { state: { $ne: 'failed' } }];
    if (since) {
      where.push({ $or: [{ openedAt: { $gte: since } }, { closedAt: { $gte: since } }] });
    }
    const all = { $and: where } as FilterQuery<Ticket>;
    for await (const rows of rowsOf(this.#context.database.read(), Ticket, all, { fields, by: 'number' })) {
      yield staff ? rows.filter((row) => row.firstAnswerBy === staff || isMeant(row, filter)) : rows;
    }
  }

  async *#among(ids: readonly string[]): AsyncGenerator<Row[]> {
    const em = this.#context.database.read();
    for (let from = 0; from < ids.length; from += lookUp) {
      const some = { id: { $in: ids.slice(from, from + lookUp) } };
      yield* rowsOf(em, Ticket, some, { fields, by: 'id' });
    }
  }

  /** The stars that tickets of a guild were given since then, by the id of the ticket: one number for each closing. */
  async #stars(guild: string, since: Date | undefined): Promise<Map<string, number[]>> {
    const where = { guild, stars: { $ne: null }, ...(since && { ratedAt: { $gte: since } }) };
    const options = { fields: ['ticket', 'stars'], by: 'id' } as const;
    const given = new Map<string, number[]>();
    for await (const ratings of rowsOf(this.#context.database.read(), Rating, where, options)) {
      for (const { ticket, stars } of ratings) {
        given.set(ticket, [...(given.get(ticket) ?? []), stars!]);
      }
    }
    return given;
  }

  async #open(filter: NumbersFilter): Promise<number> {
    const { staff } = filter;
    const open = { state: { $in: ['open', 'reopening'] } } as const;
    const own = staff ? [{ claimedBy: staff }] : [];
    return this.#context.database
      .read()
      .count(Ticket, { $and: [this.#where({ ...filter, staff: undefined }), open, ...own] } as never);
  }

  #where({ guild, types, staff }: NumbersFilter): FilterQuery<Ticket> {
    return {
      guild,
      ...(types && { type: { $in: [...types] } }),
      ...(staff && { $or: [{ claimedBy: staff }, { closedBy: staff }, { firstAnswerBy: staff }] }),
    };
  }
}

/** Whether a ticket is of the types and of the one of staff that are asked for. */
const isMeant = (row: Row, { types, staff }: NumbersFilter) =>
  (!types || types.includes(row.type)) && (!staff || ratedStaff(row) === staff);

class Tally {
  opened = 0;
  closed = 0;
  readonly answers: number[] = [];
  readonly closings: number[] = [];
  readonly stars: number[] = Array.from({ length: mostStars }, () => 0);
}

class Tallies {
  readonly #byId = new Map<string, Tally>();

  of(id: string): Tally {
    const tally = this.#byId.get(id) ?? new Tally();
    this.#byId.set(id, tally);
    return tally;
  }

  shares(): Share[] {
    return [...this.#byId]
      .map(([id, { opened, closed, answers, stars }]) => ({
        id,
        opened,
        closed,
        answer: spreadOf(answers)?.median ?? null,
        stars: starsOf(stars)?.average ?? null,
      }))
      .sort((a, b) => b.closed - a.closed || b.opened - a.opened || (a.id < b.id ? -1 : 1));
  }
}

function add(tallies: readonly Tally[], what: 'opened' | 'closed'): void {
  for (const tally of tallies) {
    tally[what] += 1;
  }
}

export const minutesBetween = (from: Date, to: Date) => Math.max(0, (to.getTime() - from.getTime()) / 60_000);

/** Rounded to minutes; null of nothing. */
function spreadOf(minutes: readonly number[]): Spread | null {
  if (minutes.length === 0) {
    return null;
  }
  const sorted = Float64Array.from(minutes).sort();
  // The smallest one that so many do not exceed.
  const at = (part: number) => sorted[Math.ceil(sorted.length * part) - 1]!;
  const half = sorted.length / 2;
  return {
    count: sorted.length,
    median: Math.round((at(0.5) + sorted[Math.floor(half)]!) / 2),
    p90: Math.round(at(0.9)),
    average: Math.round(sorted.reduce((sum, one) => sum + one, 0) / sorted.length),
  };
}

function starsOf(each: readonly number[]): Stars | null {
  const count = each.reduce((sum, one) => sum + one, 0);
  const sum = each.reduce((total, one, index) => total + one * (index + 1), 0);
  return count === 0 ? null : { count, average: Math.round((sum / count) * 100) / 100, each: [...each] };
}
