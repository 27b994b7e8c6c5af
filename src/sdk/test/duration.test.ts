import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../duration.ts';

test.each([
  ['90', 90],
  ['45m', 45],
  ['45 min', 45],
  ['1h 30m', 90],
  ['1h30', undefined],
  ['2 días', 2880],
  ['2d 3h 4min', 3064],
  ['0', 0],
  ['1.5h', undefined],
  ['soon', undefined],
  ['3 weeks', undefined],
  ['', undefined],
  ['-5', undefined],
])('"%s" is read as %s minutes', (text, minutes) => {
  expect(parseDuration(text)).toBe(minutes);
});

test('what is written can be read again', () => {
  for (const minutes of [0, 1, 59, 60, 61, 1439, 1440, 1501, 100_000]) {
    expect(parseDuration(formatDuration(minutes))).toBe(minutes);
  }
  expect(formatDuration(1530)).toBe('1d 1h 30min');
});
