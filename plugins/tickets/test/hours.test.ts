import { wallTimeAt } from '@guildhall/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Calendar } from '../automation/calendar.ts';
import { formatHours, goodHours, parseHolidays, parseHours } from '../automation/hours.ts';

const at = (text: string) => new Date(text);
const minute = 60_000;

test.each([
  ['Mon-Fri 9:00-18:00', 'Mon-Fri 09:00-18:00'],
  ['mon - fri 9-12, 1pm–5:30pm; sat 10:00-14:00', 'Mon-Fri 09:00-12:00, 13:00-17:30; Sat 10:00-14:00'],
  ['lun-vie 9:00-18:00, sáb 10-14', 'Mon-Fri 09:00-18:00; Sat 10:00-14:00'],
  ['Monday, Wednesday 8-10', 'Mon 08:00-10:00; Wed 08:00-10:00'],
  ['Fri 22:00-2:00', 'Fri 22:00-24:00; Sat 00:00-02:00'],
  ['Sat-Mon 0:00-24:00', 'Mon 00:00-24:00; Sat-Sun 00:00-24:00'],
  ['Tue 9-12, 11-14', 'Tue 09:00-14:00'],
  ['Mon 12am-12pm', 'Mon 00:00-12:00'],
  ['', ''],
])('the hours %j are kept as %j', (typed, kept) => {
  expect(goodHours({ hours: typed })).toEqual({ hours: kept });
  expect(goodHours({ hours: kept })).toEqual({ hours: kept });
});

test.each([
  ['Mon-Fri', 'Mon-Fri'],
  ['9:00-18:00', '9:00-18:00'],
  ['Mon 9:00-18:00, Xyz 9-10', 'Xyz 9-10'],
  ['Mon 9:00-25:00', 'Mon 9:00-25:00'],
  ['Mon 9:70-10:00', 'Mon 9:70-10:00'],
  ['Mon 9:00', 'Mon 9:00'],
  ['Mon 9-9', 'Mon 9-9'],
  ['Mon 13pm-14pm', 'Mon 13pm-14pm'],
])('of the hours %j it is said that %j is not understood', (typed, part) => {
  expect(() => parseHours(typed)).toThrow(
    expect.objectContaining({ code: 'hours-unclear', values: { part } }),
  );
});

test('holidays are dates of one year or of every year; others are refused', () => {
  expect(parseHolidays('2026-12-24, 1-1\n12-25')).toEqual(['01-01', '12-25', '2026-12-24']);
  for (const part of ['2026-02-30', '13-01', 'Christmas', '2025-02-29']) {
    expect(() => parseHolidays(`12-25, ${part}`)).toThrow(
      expect.objectContaining({ code: 'holiday-unclear', values: { part } }),
    );
  }
});

test('a zone that clocks do not know is refused', () => {
  expect(goodHours({ hoursZone: ' europe/madrid ' })).toEqual({ hoursZone: 'Europe/Madrid' });
  expect(goodHours({ hoursZone: '' })).toEqual({ hoursZone: '' });
  expect(() => goodHours({ hoursZone: 'Madrid' })).toThrow(expect.objectContaining({ code: 'no-zone' }));
});

test('outside of hours it is known when somebody is there again: over a weekend and a holiday', () => {
  const office = new Calendar('Mon-Fri 9:00-18:00', 'America/New_York', '2026-11-23');
  // Friday 20:00 in New York.
  expect(office.isOpen(at('2026-11-21T01:00:00Z'))).toBe(false);
  expect(office.next(at('2026-11-21T01:00:00Z'))).toEqual(at('2026-11-24T14:00:00Z'));
  expect(office.isOpen(at('2026-11-24T14:00:00Z'))).toBe(true);
  expect(office.isOpen(at('2026-11-24T23:00:00Z'))).toBe(false);
  // Of two hours from Friday 17:00, the second one is on Tuesday.
  expect(office.after(at('2026-11-20T22:00:00Z'), 120)).toEqual(at('2026-11-24T15:00:00Z'));
});

test('a holiday alone closes one day; a year of holidays has no next time', () => {
  const calendar = new Calendar('', 'UTC', '12-25');
  expect(calendar.next(at('2026-12-25T12:00:00Z'))).toEqual(at('2026-12-26T00:00:00Z'));
  expect(new Calendar('Mon 9-10', 'UTC', '').limited).toBe(true);
  expect(new Calendar('', 'UTC', '').limited).toBe(false);
});

test('where the clocks are put forward a night has 23 hours, where they are put back 25', () => {
  const always = new Calendar('Mon-Sun 0:00-24:00', 'America/New_York', '');
  expect(always.after(at('2026-03-08T05:00:00Z'), 23 * 60)).toEqual(at('2026-03-09T04:00:00Z'));
  const sunday = new Calendar('Sun 0:00-24:00', 'America/New_York', '');
  // The last minute of that Sunday is its 1380th, of the other one its 1500th.
  expect(sunday.after(at('2026-03-08T05:00:00Z'), 1380)).toEqual(at('2026-03-09T04:00:00Z'));
  expect(sunday.after(at('2026-11-01T04:00:00Z'), 1500)).toEqual(at('2026-11-02T05:00:00Z'));
  // Half past two is not there on that day: it begins at three.
  const night = new Calendar('Sun 2:30-4:00', 'America/New_York', '');
  expect(night.next(at('2026-03-08T05:00:00Z'))).toEqual(at('2026-03-08T07:00:00Z'));
});

// The clocks of these zones change between 1:00 and 3:30.
const zones = ['America/New_York', 'Europe/Madrid', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'];
// Long enough for what is asked below to end within the 400 days that are looked at.
const span = fc
  .tuple(fc.integer({ min: 4 * 60, max: 23 * 60 }), fc.integer({ min: 15, max: 4 * 60 }))
  .map(([from, length]) => ({ from, to: Math.min(from + length, 24 * 60) }));
const weeks = fc
  .array(fc.array(span, { maxLength: 1 }), { minLength: 7, maxLength: 7 })
  .filter((week) => week.flat().length > 0);

test('whatever the hours, the zone and the day: a minute is open if the clocks on the wall say so', () => {
  fc.assert(
    fc.property(
      weeks,
      fc.constantFrom(...zones),
      // Around the days on which clocks change.
      fc.constantFrom('2026-03-06', '2026-03-27', '2026-04-03', '2026-10-02', '2026-10-23', '2026-10-30'),
      fc.integer({ min: 1, max: 600 }),
      (week, zone, day, minutes) => {
        const text = formatHours(week);
        expect(parseHours(text)).toEqual(week);
        const calendar = new Calendar(text, zone, '');
        const start = at(`${day}T00:00:00Z`);
        const onTheWall = (moment: Date) => {
          const wall = wallTimeAt(zone, moment);
          const weekday = (new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay() + 6) % 7;
          const shown = wall.hour * 60 + wall.minute;
          return week[weekday]!.some(({ from, to }) => from <= shown && shown < to);
        };
        for (let hour = 0; hour < 96; hour += 1) {
          const moment = new Date(start.getTime() + hour * 60 * minute + (hour % 4) * 15 * minute);
          expect(calendar.isOpen(moment)).toBe(onTheWall(moment));
        }
        // Time goes by only while somebody is there, and none of it twice.
        const end = calendar.after(start, minutes)!;
        expect(onTheWall(new Date(end.getTime() - minute))).toBe(true);
        expect(calendar.after(end, 77)).toEqual(calendar.after(start, minutes + 77));
      },
    ),
    { numRuns: 40 },
  );
});
