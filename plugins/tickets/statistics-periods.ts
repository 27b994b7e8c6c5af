import { momentOf, wallTimeAt } from '@guildhall/sdk';

/** What numbers can be about, and into how many pieces the picture cuts it. `all` shows the last two years of months. */
export const periods = {
  week: { piece: 'day', count: 7 },
  month: { piece: 'day', count: 30 },
  quarter: { piece: 'week', count: 13 },
  year: { piece: 'month', count: 12 },
  all: { piece: 'month', count: 24 },
} as const;

export type PeriodName = keyof typeof periods;
export const periodNames = Object.keys(periods) as PeriodName[];

export type Piece = (typeof periods)[PeriodName]['piece'];

/** When the pieces of a period begin by clocks in a zone, the oldest first; the last one is the one that it is now. */
export function piecesOf(name: PeriodName, now: Date, timeZone: string): Date[] {
  const { piece, count } = periods[name];
  const { year, month, day } = wallTimeAt(timeZone, now);
  const sinceMonday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  return Array.from({ length: count }, (_, index) => {
    const back = count - 1 - index;
    const first = {
      day: { year, month, day: day - back },
      week: { year, month, day: day - sinceMonday - 7 * back },
      month: { year, month: month - back, day: 1 },
    }[piece];
    return momentOf({ ...first, hour: 0, minute: 0, second: 0 }, timeZone);
  });
}
