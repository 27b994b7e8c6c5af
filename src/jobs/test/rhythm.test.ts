import { expect, test } from 'vitest';
import { rhythmOf } from '../rhythm.ts';

const task = { plugin: 'pads', name: 'sweep' };
const date = (text: string) => new Date(text);

test.each([
  ['0 9 * * *', 'America/New_York', '2026-03-07T15:00:00Z', '2026-03-08T13:00:00Z'],
  ['0 9 * * *', 'UTC', '2026-03-07T15:00:00Z', '2026-03-08T09:00:00Z'],
  ['0 9 * * *', null, '2026-03-07T08:59:59Z', '2026-03-07T09:00:00Z'],
  ['*/5 * * * *', 'UTC', '2026-03-07T15:00:00Z', '2026-03-07T15:05:00Z'],
  ['0 0 29 2 *', 'Europe/Madrid', '2026-03-07T15:00:00Z', '2028-02-28T23:00:00Z'],
])('"%s" in %s runs next, after %s, at %s', (pattern, timezone, now, next) => {
  expect(rhythmOf({ ...task, pattern, timezone })?.next(date(now))).toEqual(date(next));
});

test.each([
  ['2026-03-07T15:00:00Z', '2026-03-07T15:01:00Z'],
  ['2026-03-07T15:00:59Z', '2026-03-07T15:01:00Z'],
  ['2026-03-07T15:01:00Z', '2026-03-07T15:02:00Z'],
  ['2026-03-08T03:04:05Z', '2026-03-08T03:05:00Z'],
])('every minute since 15:00 runs next, after %s, at %s', (now, next) => {
  const last = date('2026-03-07T15:00:00Z');

  expect(rhythmOf({ ...task, interval: 60_000 })?.next(date(now), last)).toEqual(date(next));
});

test('a task without interval and pattern has no rhythm', () => {
  expect(rhythmOf({ ...task, interval: null, pattern: null })).toBeUndefined();
});

test.each([
  [{ interval: 0 }, 'not 0'],
  [{ interval: 1.5 }, 'not 1.5'],
  [{ pattern: 'every day' }, '"every day"'],
  [{ pattern: '0 9 * * *', timezone: 'Mars/Base' }, 'Mars/Base'],
])('%j is refused, and the message says why', (facts, part) => {
  expect(() => rhythmOf({ ...task, ...facts })).toThrow(RangeError);
  expect(() => rhythmOf({ ...task, ...facts })).toThrow(part);
});
