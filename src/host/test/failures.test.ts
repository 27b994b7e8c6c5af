import { HTTPError } from 'discord.js';
import { expect, test } from 'vitest';
import { isOthersFault } from '../failures.ts';

const failed = (facts: object) => Object.assign(new Error('failed'), facts);

test.each([
  [
    'Discord answering 502',
    new HTTPError(502, 'Bad Gateway', 'GET', '/x', { body: undefined, files: undefined }),
  ],
  ['a cut connection', failed({ code: 'UND_ERR_SOCKET' })],
  ['no answer', failed({ name: 'AbortError' })],
  ['either of them as the cause', new Error('not confirmed', { cause: failed({ name: 'AbortError' }) })],
  ['a database that is away', failed({ code: 'ECONNREFUSED' })],
])('%s is not a fault of the plugin', (_, error) => {
  expect(isOthersFault(error)).toBe(true);
});

test('what is thrown by its code is', () => {
  expect(isOthersFault(new TypeError('x is not a function'))).toBe(false);
  expect(isOthersFault('not even an error')).toBe(false);
});
