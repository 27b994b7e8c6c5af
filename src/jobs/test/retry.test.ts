import { expect, test } from 'vitest';
import { pauseAfter } from '../retry.ts';

const half = () => 0.5;
const failed = (facts: object) => Object.assign(new Error('failed'), facts);

test('the pause doubles, and random jobs come back at different times', () => {
  expect([1, 2, 3, 7].map((attempts) => pauseAfter(new Error(), attempts, half))).toEqual([
    750, 1_500, 3_000, 48_000,
  ]);
  expect(pauseAfter(new Error(), 1, () => 0)).toBe(500);
  expect(pauseAfter(new Error(), 1, () => 1)).toBe(1_000);
});

test('an ordinary error is given up after eight runs', () => {
  expect(pauseAfter(new Error(), 7, half)).toBeDefined();
  expect(pauseAfter(new Error(), 8, half)).toBeUndefined();
  expect(pauseAfter('not even an error', 8, half)).toBeUndefined();
});

test.each([
  ['a server error', failed({ status: 503 })],
  ['a rate limit', failed({ status: 429 })],
  ['a refused connection', failed({ code: 'ECONNREFUSED' })],
  ['what fetch throws', new TypeError('fetch failed', { cause: failed({ code: 'UND_ERR_SOCKET' }) })],
  ['a request that took too long', failed({ name: 'AbortError' })],
])('%s is waited for, with pauses of at most ten minutes', (_, error) => {
  expect(pauseAfter(error, 8, half)).toBeDefined();
  expect(pauseAfter(error, 149, () => 1)).toBe(600_000);
  expect(pauseAfter(error, 150, half)).toBeUndefined();
});

test('a client error is not taken for an outage', () => {
  expect(pauseAfter(failed({ status: 403 }), 8, half)).toBeUndefined();
});

test('the time that the other side asks for is kept to, also when it is long', () => {
  expect(pauseAfter(failed({ retryAfter: 3_600_000 }), 1, () => 0)).toBe(3_600_500);
  expect(pauseAfter(new Error('wrapped', { cause: failed({ retryAfter: 5_000 }) }), 1, () => 0)).toBe(5_500);
});
