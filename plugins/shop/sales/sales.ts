import { offsetsIn, type Total, totalsOf } from '@guildhall/sdk';
import type { FilterQuery } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { type EntryKind, LedgerEntry } from '../entities/ledger-entry.ts';
import { Order } from '../entities/order.ts';
import { everPaid } from '../orders/order-states.ts';
import { quarterLength } from '../review/ledger.ts';
import { type Period, type Span, spanOf } from './sales-periods.ts';

/** Money of one currency in minor units, and how many orders it came of. */
export interface Sums {
  readonly captured: number;
  /** What of it, or of earlier money, went back: refunds and chargebacks. */
  readonly returned: number;
  /** Orders that were paid, as the ledger says: those that cost nothing are not there. */
  readonly orders: number;
}

/** What belongs to one product, way to pay or person, by its id. */
export interface Share extends Sums {
  readonly id: string;
}

/** What belongs to a piece of the time. */
export interface PieceSums extends Sums {
  readonly from: Date;
}

/** Orders that were made to be paid, and those of them that have been, also later. */
export interface Conversion {
  readonly made: number;
  readonly paid: number;
}

/** The sales of a time in one currency. */
export interface SalesNumbers {
  readonly span: Span;
  readonly currency: string;
  /** In which there is something, the one with most orders first, and the one that is shown. */
  readonly currencies: readonly string[];
  readonly whole: Sums;
  readonly conversion: Conversion;
  /** How many orders were made that cost nothing, whatever their currency: they are in none of the other numbers. */
  readonly free: number;
  /** The same of the time before; undefined where there is none. */
  readonly before: Pick<SalesNumbers, 'whole' | 'conversion' | 'free'> | undefined;
  readonly pieces: readonly PieceSums[];
  /** What brought most comes first. */
  readonly products: readonly Share[];
  readonly methods: readonly Share[];
  /** Who wrote it into the ledger. */
  readonly staff: readonly Share[];
  /** From Monday, and from midnight, by the guild's clock. */
  readonly weekdays: readonly Sums[];
  readonly hours: readonly Sums[];
}

/** Which numbers are wanted. */
export interface SalesWish {
  readonly guild: string;
  readonly period: Period;
  /** The one with most orders, when left out. */
  readonly currency?: string | undefined;
  /** Says when days begin, as an IANA name. */
  readonly timeZone: string;
}

/** What is left of the money. */
export const netOf = ({ captured, returned }: Sums): number => captured - returned;

/** What an order brought on average, rounded to minor units; null where there is none. */
export const averageOf = ({ captured, orders }: Sums): number | null =>
  orders === 0 ? null : Math.round(captured / orders);

type Line = Pick<LedgerEntry, 'kind'> & { readonly count: number; readonly sum: number };

/** How often both readings of the ledger are taken anew when somebody wrote into it in between. */
const readings = 5;

/** Adds the ledger up: whatever is shown comes from its lines, each counted once. */
export class Sales {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  async of({ guild, period, currency: wanted, timeZone }: SalesWish): Promise<SalesNumbers> {
    const span = await this.span(guild, period, timeZone);
    const settings = await this.#context.settings(guild);
    for (let reading = 1; ; reading += 1) {
      const groups = await this.#groups(guild, span);
      const currencies = currenciesOf(groups);
      const currency = wanted ?? currencies[0] ?? settings.currency;
      const own = groups.filter((group) => group.currency === currency);
      const quarters = await this.#quarters(guild, span, currency);
      const whole = sumsOf(own);
      // Somebody was paid between the two: begin anew.
      if (reading < readings && !isSame(whole, sumsOf(quarters))) {
        continue;
      }
      return {
        span,
        currency,
        currencies: currencies.includes(currency) ? currencies : [...currencies, currency],
        whole,
        conversion: await this.#conversion(guild, currency, span),
        free: await this.#free(guild, span),
        before: span.before && {
          whole: sumsOf(await this.#lines(guild, span.before, currency)),
          conversion: await this.#conversion(guild, currency, span.before),
          free: await this.#free(guild, span.before),
        },
        products: sharesOf(own, 'product'),
        methods: sharesOf(own, 'method'),
        staff: sharesOf(own, 'actor'),
        ...byTime(quarters, span, timeZone),
      };
    }
  }

  /** What a period means in a guild. */
  async span(guild: string, period: Period, timeZone: string): Promise<Span> {
    const now = this.#context.clock.now();
    const first = period === 'all' ? await this.#first(guild) : undefined;
    return spanOf(period, now, timeZone, first);
  }

  /** When the first order was made, or the first money moved. */
  async #first(guild: string): Promise<Date | undefined> {
    const em = this.#context.database.read();
    const [entry] = await em.find(LedgerEntry, { guild }, { orderBy: { at: 'asc' }, limit: 1 });
    const [order] = await em.find(Order, { guild }, { orderBy: { createdAt: 'asc' }, limit: 1 });
    const moments = [entry?.at, order?.createdAt].flatMap((at) => at ?? []);
    return moments.toSorted((one, other) => one.getTime() - other.getTime())[0];
  }

  #free(guild: string, time: Pick<Span, 'from' | 'to'>): Promise<number> {
    return this.#context.database.read().count(Order, { ...madeIn(guild, time), total: 0 });
  }

  #groups(guild: string, span: Span) {
    const by = ['currency', 'kind', 'product', 'method', 'actor'] as const;
    return totalsOf(this.#context.database.read(), LedgerEntry, whereIn(guild, span), { by, sum: 'amount' });
  }

  #quarters(guild: string, span: Span, currency: string) {
    const where = { ...whereIn(guild, span), currency };
    const by = ['quarter', 'kind'] as const;
    return totalsOf(this.#context.database.read(), LedgerEntry, where, { by, sum: 'amount' });
  }

  #lines(guild: string, time: Pick<Span, 'from' | 'to'>, currency: string) {
    const where = { ...whereIn(guild, time), currency };
    return totalsOf(this.#context.database.read(), LedgerEntry, where, { by: ['kind'], sum: 'amount' });
  }

  async #conversion(guild: string, currency: string, time: Pick<Span, 'from' | 'to'>): Promise<Conversion> {
    const where = { ...madeIn(guild, time), currency, total: { $gt: 0 } };
    const totals = await totalsOf(this.#context.database.read(), Order, where, { by: ['payment'] });
    const count = (counted: typeof totals) => counted.reduce((sum, { count }) => sum + count, 0);
    return {
      made: count(totals),
      paid: count(totals.filter(({ payment }) => everPaid.includes(payment))),
    };
  }
}

/** The lines of the ledger of a time. */
export const whereIn = (guild: string, { from, to }: Pick<Span, 'from' | 'to'>) =>
  ({ guild, at: { $gte: from, ...(to && { $lt: to }) } }) satisfies FilterQuery<LedgerEntry>;

/** The orders that were made in a time. */
const madeIn = (guild: string, { from, to }: Pick<Span, 'from' | 'to'>) =>
  ({ guild, createdAt: { $gte: from, ...(to && { $lt: to }) } }) satisfies FilterQuery<Order>;

/** Adds lines of one currency up. */
function sumsOf(lines: Iterable<Line>): Sums {
  const tally = new Tally();
  for (const line of lines) {
    tally.add(line);
  }
  return { ...tally };
}

const isSame = (one: Sums, other: Sums) =>
  one.captured === other.captured && one.returned === other.returned && one.orders === other.orders;

function sharesOf<By extends 'product' | 'method' | 'actor'>(
  lines: readonly (Line & Pick<LedgerEntry, By>)[],
  by: By,
): Share[] {
  return [...Map.groupBy(lines, (line): string => line[by])]
    .map(([id, own]) => ({ id, ...sumsOf(own) }))
    .sort((one, other) => netOf(other) - netOf(one) || (one.id < other.id ? -1 : 1));
}

/** The currencies of lines, the one with most orders first. */
function currenciesOf(lines: readonly (Line & Pick<LedgerEntry, 'currency'>)[]): string[] {
  return [...Map.groupBy(lines, ({ currency }) => currency)]
    .map(([currency, own]) => ({ currency, ...sumsOf(own) }))
    .sort((one, other) => other.orders - one.orders || (one.currency < other.currency ? -1 : 1))
    .map(({ currency }) => currency);
}

function byTime(
  lines: readonly Total<LedgerEntry, 'quarter' | 'kind'>[],
  { pieces }: Span,
  timeZone: string,
): Pick<SalesNumbers, 'pieces' | 'weekdays' | 'hours'> {
  const tallies = (length: number) => Array.from({ length }, () => new Tally());
  const [byPiece, byWeekday, byHour] = [tallies(pieces.length), tallies(7), tallies(24)];
  const offsetOf = offsetsIn(timeZone);
  for (const line of lines) {
    const at = new Date(line.quarter * quarterLength);
    const shown = new Date(at.getTime() + offsetOf(at));
    byPiece[
      Math.max(
        0,
        pieces.findLastIndex((from) => from <= at),
      )
    ]!.add(line);
    byWeekday[(shown.getUTCDay() + 6) % 7]!.add(line);
    byHour[shown.getUTCHours()]!.add(line);
  }
  return {
    pieces: byPiece.map((tally, index) => ({ from: pieces[index]!, ...tally })),
    weekdays: byWeekday.map((tally) => ({ ...tally })),
    hours: byHour.map((tally) => ({ ...tally })),
  };
}

class Tally implements Sums {
  captured = 0;
  returned = 0;
  orders = 0;

  add({
    kind,
    count,
    sum,
  }: {
    readonly kind: EntryKind;
    readonly count: number;
    readonly sum: number;
  }): void {
    if (kind === 'refund' || kind === 'chargeback') {
      this.returned -= sum;
      return;
    }
    this.captured += sum;
    // Whatever else comes for an order, it is one; what was booked by mistake is none.
    this.orders += kind === 'capture' ? count : kind === 'uncapture' ? -count : 0;
  }
}
