import { momentOf, wallTimeAt } from './wall-clock.ts';

/** What time is cut into for numbers and charts. Weeks begin on Mondays. */
export type CalendarPiece = 'day' | 'week' | 'month' | 'year';

/**
 * When the last `count` days, weeks, months or years began, by clocks in a zone (IANA name): the oldest first, the last one
 * is the one that it is at `at`.
 */
export function startsOf(piece: CalendarPiece, count: number, at: Date, timeZone: string): Date[] {
  const { year, month, day } = wallTimeAt(timeZone, at);
  const sinceMonday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  return Array.from({ length: count }, (_, index) => {
    const back = count - 1 - index;
    const first = {
      day: { year, month, day: day - back },
      week: { year, month, day: day - sinceMonday - 7 * back },
      month: { year, month: month - back, day: 1 },
      year: { year: year - back, month: 1, day: 1 },
    }[piece];
    return momentOf({ ...first, hour: 0, minute: 0, second: 0 }, timeZone);
  });
}
