import { describe, expect, test } from 'vitest';
import { readDeadline, readMoment } from '../time-reading.ts';
import { momentOf, offsetAt, wallTimeAt } from '../wall-clock.ts';

// 15:00 in New York, 21:00 in Madrid.
const now = new Date('2026-11-21T20:00:00Z');
const read = (text: string, timeZone = 'America/New_York', locale = 'en-US', at = now) =>
  readMoment(text, { now: at, timeZone, locale })?.toISOString();

describe('a moment is read', () => {
  test.for([
    ['now', '2026-11-21T20:00:00.000Z'],
    ['in 20 min', '2026-11-21T20:20:00.000Z'],
    ['20 min', '2026-11-21T20:20:00.000Z'],
    ['8pm', '2026-11-22T01:00:00.000Z'],
    ['at 8', '2026-11-22T01:00:00.000Z'],
    ['20:00', '2026-11-22T01:00:00.000Z'],
    ['2pm', '2026-11-22T19:00:00.000Z'],
    ['8pm EST, bring friends', '2026-11-22T01:00:00.000Z'],
    ['tomorrow 9:30', '2026-11-22T14:30:00.000Z'],
    ['the day after tomorrow at 9:30', '2026-11-23T14:30:00.000Z'],
    ['noon', '2026-11-22T17:00:00.000Z'],
  ] as const)('%s', ([text, expected]) => {
    expect(read(text)).toBe(expected);
  });

  test('on the clock of the guild', () => {
    expect(read('23:00', 'Europe/Madrid')).toBe('2026-11-21T22:00:00.000Z');
    expect(read('8pm', 'Asia/Tokyo')).toBe('2026-11-22T11:00:00.000Z');
    expect(read('8pm', 'Asia/Kolkata')).toBe('2026-11-22T14:30:00.000Z');
  });

  test('in the language of the writer, and in English', () => {
    expect(read('en 20 minutos', 'Europe/Madrid', 'es-ES')).toBe('2026-11-21T20:20:00.000Z');
    expect(read('mañana a las 20:00', 'Europe/Madrid', 'es-ES')).toBe('2026-11-22T19:00:00.000Z');
    expect(read('tomorrow 8pm', 'Europe/Madrid', 'es-ES')).toBe('2026-11-22T19:00:00.000Z');
    expect(read('in 20 min', 'Europe/Madrid', 'fr')).toBe('2026-11-21T20:20:00.000Z');
  });

  test('rightly over the nights when clocks change', () => {
    // New York: back at 2:00 on 1 November 2026, forward at 2:00 on 14 March 2027.
    const evening = new Date('2026-11-01T00:00:00Z');
    expect(read('tomorrow 8am', 'America/New_York', 'en-US', evening)).toBe('2026-11-01T13:00:00.000Z');
    const before = new Date('2027-03-14T01:00:00Z');
    expect(read('tomorrow 8am', 'America/New_York', 'en-US', before)).toBe('2027-03-14T12:00:00.000Z');
    expect(read('in 12 hours', 'America/New_York', 'en-US', before)).toBe('2027-03-14T13:00:00.000Z');
  });
});

test.for(['soon', 'when everyone may join', '5 people', 'tomorrow', '5 minutes ago', '🔥', 'pad 3'])(
  '%s stays a text',
  (text) => {
    expect(read(text)).toBeUndefined();
  },
);

describe('a deadline is read', () => {
  const deadline = (text: string, timeZone = 'America/New_York', locale = 'en-US') =>
    readDeadline(text, { now, timeZone, locale })?.toISOString();

  test.for([
    ['tomorrow 5pm', '2026-11-22T22:00:00.000Z'],
    ['in 2 hours', '2026-11-21T22:00:00.000Z'],
    ['today', '2026-11-22T04:59:59.000Z'],
    ['in 3 days', '2026-11-25T04:59:59.000Z'],
    ['friday', '2026-11-28T04:59:59.000Z'],
    ['24 December', '2026-12-25T04:59:59.000Z'],
    ['2026-12-24', '2026-12-25T04:59:59.000Z'],
    ['day after tomorrow', '2026-11-24T04:59:59.000Z'],
  ] as const)('%s; a day means its end', ([text, expected]) => {
    expect(deadline(text)).toBe(expected);
  });

  test.for([
    ['en 3 días', '2026-11-24T22:59:59.000Z'],
    ['el viernes a las 17:00', '2026-11-27T16:00:00.000Z'],
    ['24/12/2026', '2026-12-24T22:59:59.000Z'],
    ['pasado mañana', '2026-11-23T22:59:59.000Z'],
    ['pasado mañana a las 10:00', '2026-11-23T09:00:00.000Z'],
  ] as const)('%s, in Madrid', ([text, expected]) => {
    expect(deadline(text, 'Europe/Madrid', 'es-ES')).toBe(expected);
  });

  test.for(['yesterday', 'January 15, 2024', 'soon', '', 'in 99999999999 hours', 'in 9000 years'])(
    'not in "%s"',
    (text) => {
      expect(deadline(text)).toBeUndefined();
    },
  );
});

test('a skipped hour is as much later, an hour that is there twice is the first one', () => {
  const wall = (month: number, day: number) => ({ year: 2026, month, day, hour: 2, minute: 30, second: 0 });
  // Madrid: forward at 2:00 on 29 March, back at 3:00 on 25 October.
  expect(momentOf(wall(3, 29), 'Europe/Madrid').toISOString()).toBe('2026-03-29T01:30:00.000Z');
  expect(momentOf(wall(10, 25), 'Europe/Madrid').toISOString()).toBe('2026-10-25T00:30:00.000Z');
  expect(wallTimeAt('Europe/Madrid', momentOf(wall(10, 25), 'Europe/Madrid'))).toEqual(wall(10, 25));
  expect(offsetAt('America/New_York', new Date('2026-07-01T12:00:00.500Z'))).toBe(-4 * 3_600_000);
});
