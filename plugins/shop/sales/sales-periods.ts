import { type CalendarPiece, momentOf, Refusal, startsOf, wallTimeAt } from '@guildhall/sdk';

/** Times that numbers can be about, by name, and into how many pieces they are cut. The last piece is the one that it is. */
export const periods = {
  today: { piece: 'day', count: 1 },
  week: { piece: 'day', count: 7 },
  month: { piece: 'day', count: 30 },
  quarter: { piece: 'week', count: 13 },
  year: { piece: 'month', count: 12 },
} as const satisfies Readonly<Record<string, { readonly piece: CalendarPiece; readonly count: number }>>;

export const periodNames = [...(Object.keys(periods) as (keyof typeof periods)[]), 'all'] as const;
export type PeriodName = (typeof periodNames)[number];

/** A period by its name, or two days: `2026-11-01_2026-11-21`. */
export type Period = PeriodName | `${string}_${string}`;

/** A time that numbers are about. */
export interface Span {
  readonly from: Date;
  /** The first moment that is not in it; undefined: there is no end. */
  readonly to: Date | undefined;
  readonly piece: CalendarPiece;
  /** When its pieces begin, the oldest first. The first one is `from`. */
  readonly pieces: readonly Date[];
  /** The time of the same length right before it. */
  readonly before: { readonly from: Date; readonly to: Date } | undefined;
}

/** The longest that is cut into days, weeks and months, in days. */
const longest = { day: 31, week: 26 * 7, month: 3 * 366 } as const;
const day = 24 * 3_600_000;

/** Whether a text is a period. */
export const isPeriod = (text: string): text is Period =>
  periodNames.includes(text as PeriodName) || daysOf(text) !== undefined;

/**
 * What a period means by clocks in a zone. @param first when the oldest thing happened that can be counted.
 * @throws RangeError for a text that is no period.
 */
export function spanOf(period: Period, now: Date, timeZone: string, first: Date = now): Span {
  if (period in periods) {
    const { piece, count } = periods[period as keyof typeof periods];
    const pieces = startsOf(piece, count, now, timeZone);
    const [from] = pieces as [Date];
    const [earlier] = startsOf(piece, 2 * count, now, timeZone) as [Date];
    return { from, to: undefined, piece, pieces, before: { from: earlier, to: from } };
  }
  if (period === 'all') {
    const [from] = startsOf('day', 1, first, timeZone) as [Date];
    return { from, to: undefined, ...cut(from, now, timeZone), before: undefined };
  }
  const days = daysOf(period);
  if (!days) {
    throw new RangeError(`${period} is no period`);
  }
  const midnight = (on: number) => {
    const date = new Date(on);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
    return momentOf({ year, month, day: date.getUTCDate(), hour: 0, minute: 0, second: 0 }, timeZone);
  };
  const [begin, end] = days;
  const [from, to] = [midnight(begin), midnight(end + day)];
  const before = { from: midnight(begin - (end + day - begin)), to: from };
  return { from, to, ...cut(from, new Date(to.getTime() - 1), timeZone), before };
}

/**
 * Reads the days that somebody typed: `2026-11-01`. Without a last one it is today. @throws Refusal `day-unclear`,
 * `days-order`.
 */
export function periodBetween(from: string, to: string | undefined, now: Date, timeZone: string): Period {
  const { year, month, day } = wallTimeAt(timeZone, now);
  const today = new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
  const [first, last] = [from.trim(), (to ?? today).trim()];
  for (const typed of [first, last]) {
    if (dayOf(typed) === undefined) {
      throw new Refusal('day-unclear', { typed, example: today });
    }
  }
  if (dayOf(first)! > dayOf(last)!) {
    throw new Refusal('days-order');
  }
  return `${first}_${last}`;
}

/** The first and the last day of a period that is two days, as midnights in UTC. */
export function daysOf(text: string): readonly [number, number] | undefined {
  const [first, last] = text.split('_', 2).map(dayOf);
  return first !== undefined && last !== undefined && first <= last ? [first, last] : undefined;
}

function dayOf(text: string): number | undefined {
  const at = /^20\d\d-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  // There is no 31st of February.
  return at && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? at.getTime() : undefined;
}

/** Cuts a time into pieces that fit into a chart. */
function cut(from: Date, last: Date, timeZone: string): Pick<Span, 'piece' | 'pieces'> {
  const days = (last.getTime() - from.getTime()) / day;
  const pieces = Object.keys(longest) as (keyof typeof longest)[];
  const piece = pieces.find((one) => days <= longest[one]) ?? 'year';
  const most = { day: 33, week: 28, month: 38, year: 101 }[piece];
  const starts = startsOf(piece, most, last, timeZone).filter((start) => start > from);
  return { piece, pieces: [from, ...starts] };
}
