import { expect, test } from 'vitest';
import { Repeats } from '../repeats.ts';

test('the same is told twenty times a minute, then with the number of those left out', () => {
  const repeats = new Repeats();
  const told = Array.from({ length: 30 }, (_, index) => repeats.tell('oh', index));
  expect(told.filter((times) => times === 0)).toHaveLength(20);
  expect(told.slice(20).every((times) => times === undefined)).toBe(true);
  expect(repeats.tell('something else', 30)).toBe(0);
  expect(repeats.tell('oh', 60_000)).toBe(10);
  expect(repeats.tell('oh', 60_001)).toBe(0);
});
