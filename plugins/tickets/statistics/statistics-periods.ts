import { startsOf } from '@guildhall/sdk';

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

/** When the pieces of a period begin by clocks in a zone, the oldest first; the last one is the one that it is now. */
export function piecesOf(name: PeriodName, now: Date, timeZone: string): Date[] {
  const { piece, count } = periods[name];
  return startsOf(piece, count, now, timeZone);
}
