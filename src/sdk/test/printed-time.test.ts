import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockTime, dateTime, fromNow, longTime } from '../printed-time.ts';
import { offsetAt, offsetsIn, wallTimeAt } from '../wall-clock.ts';

const winter = new Date('2024-01-15T20:30:00Z');
const summer = new Date('2024-07-15T19:30:00Z');

test.for([
  [winter, 'America/New_York', 'en-US', 'January 15, 2024 at 03:30 PM EST'],
  [summer, 'America/New_York', 'en-US', 'July 15, 2024 at 03:30 PM EDT'],
  [winter, 'America/Los_Angeles', 'en-US', 'January 15, 2024 at 12:30 PM PST'],
  [winter, 'Europe/Madrid', 'en-US', 'January 15, 2024 at 09:30 PM GMT+1'],
  [winter, 'Asia/Kolkata', 'en-US', 'January 16, 2024 at 02:00 AM GMT+5:30'],
  [winter, 'UTC', 'en-US', 'January 15, 2024 at 08:30 PM UTC'],
  [winter, 'Europe/Madrid', 'es-ES', '15 de enero de 2024 a las 21:30 CET'],
  [summer, 'Europe/Madrid', 'es-ES', '15 de julio de 2024 a las 21:30 CEST'],
  [winter, 'America/New_York', 'es-ES', '15 de enero de 2024 a las 15:30 GMT-5'],
] as const)('%s in %s, %s: %s', ([at, timeZone, locale, expected]) => {
  expect(longTime(at, timeZone, locale)).toBe(expected);
});

test('the hour that New York has twice is told apart', () => {
  expect(longTime(new Date('2026-11-01T05:30:00Z'), 'America/New_York', 'en-US')).toMatch(/01:30 AM EDT$/);
  expect(longTime(new Date('2026-11-01T06:30:00Z'), 'America/New_York', 'en-US')).toMatch(/01:30 AM EST$/);
});

test('a printed time says what clocks in the zone show, and how far they are from UTC', () => {
  const zones = [
    'America/New_York',
    'Europe/Madrid',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'UTC',
  ] as const;
  const months = Array.from({ length: 12 }, (_, month) =>
    new Intl.DateTimeFormat('en-US', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, month)),
  );
  const known: Readonly<Record<string, number>> = { EST: -5, EDT: -4, UTC: 0, GMT: 0 };
  const hoursOf = (zone: string) => {
    const [, sign, hours, minutes = '0'] = /^GMT([+-])(\d+)(?::(\d+))?$/.exec(zone) ?? [];
    return sign ? Number(`${sign}1`) * (Number(hours) + Number(minutes) / 60) : known[zone];
  };
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      (zone, at) => {
        const wall = wallTimeAt(zone, at);
        const [, month, day, year, hour, minute, half, name] =
          /^(\w+) (\d+), (\d{4}) at (\d\d):(\d\d) ([AP]M) (\S+)$/.exec(longTime(at, zone, 'en-US'))!;

        expect({
          month: months.indexOf(month!) + 1,
          day: Number(day),
          year: Number(year),
          hour: (Number(hour) % 12) + (half === 'PM' ? 12 : 0),
          minute: Number(minute),
        }).toEqual({
          month: wall.month,
          day: wall.day,
          year: wall.year,
          hour: wall.hour,
          minute: wall.minute,
        });
        expect(hoursOf(name!)! * 3_600_000).toBe(offsetAt(zone, at));
      },
    ),
  );
});

test('the offset of a zone is the same for one moment and for very many', () => {
  const zones = fc.constantFrom('America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC');
  // Days on which clocks change are among them.
  const moments = fc.date({
    min: new Date('2026-03-01'),
    max: new Date('2026-04-30'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(zones, fc.array(moments, { minLength: 1 }), (zone, all) => {
      const offsetOf = offsetsIn(zone);
      expect(all.map(offsetOf)).toEqual(all.map((at) => offsetAt(zone, at)));
    }),
    { numRuns: 200 },
  );
});

test("Discord's own times", () => {
  const at = new Date(1_705_350_600_999);
  expect([clockTime(at), dateTime(at), fromNow(at)]).toEqual([
    '<t:1705350600:t>',
    '<t:1705350600:f>',
    '<t:1705350600:R>',
  ]);
});
