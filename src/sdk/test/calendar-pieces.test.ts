import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CalendarPiece, startsOf } from '../calendar-pieces.ts';
import { wallTimeAt } from '../wall-clock.ts';

const now = new Date('2026-11-21T20:00:00Z');
const newYork = 'America/New_York';

test.for([
  ['day', 3, newYork, ['2026-11-19T05:00Z', '2026-11-20T05:00Z', '2026-11-21T05:00Z']],
  // In October the clocks were an hour ahead.
  ['week', 4, newYork, ['2026-10-26T04:00Z', '2026-11-02T05:00Z', '2026-11-09T05:00Z', '2026-11-16T05:00Z']],
  ['month', 2, newYork, ['2026-10-01T04:00Z', '2026-11-01T04:00Z']],
  ['year', 2, newYork, ['2025-01-01T05:00Z', '2026-01-01T05:00Z']],
  ['day', 2, 'Asia/Kolkata', ['2026-11-20T18:30Z', '2026-11-21T18:30Z']],
] as const)('a %s begins by the clock: the last %i in %s', ([piece, count, timeZone, starts]) => {
  const at = piece === 'day' && timeZone !== newYork ? new Date('2026-11-22T00:00Z') : now;
  expect(startsOf(piece, count, at, timeZone)).toEqual(starts.map((start) => new Date(start)));
});

test('whenever it is, the last one has begun, and each begins at midnight', () => {
  const pieces = fc.constantFrom<CalendarPiece>('day', 'week', 'month', 'year');
  const zones = fc.constantFrom(newYork, 'Europe/Madrid', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC');
  const moments = fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(pieces, zones, moments, (piece, zone, at) => {
      const starts = startsOf(piece, 14, at, zone);
      expect(starts).toEqual(starts.toSorted((one, other) => one.getTime() - other.getTime()));
      expect(starts.at(-1)!.getTime()).toBeLessThanOrEqual(at.getTime());
      for (const start of starts) {
        expect(wallTimeAt(zone, start)).toMatchObject({ hour: 0, minute: 0 });
      }
    }),
    { numRuns: 200 },
  );
});
