import { expect, test } from 'vitest';
import { Remembered } from '../remembered.ts';

const guild = '100000000000000001';

/** A database that answers what it is told to, and counts how often it was asked. */
function asked(freshness?: number) {
  const database = { answer: async (): Promise<string[]> => ['first'], times: 0 };
  const remembered = new Remembered(() => {
    database.times += 1;
    return database.answer();
  }, freshness);
  return { database, remembered };
}

test('what no other process writes is read once, until it is written here', async () => {
  const { database, remembered } = asked();
  await Promise.all([remembered.get(guild), remembered.get(guild)]);
  database.answer = async () => ['second'];
  expect(remembered.get(guild)).toEqual(['first']);
  expect(database.times).toBe(1);
  remembered.forget(guild);
  expect(await remembered.get(guild)).toEqual(['second']);
});

test('what others may write is read again, and what was known counts while nobody answers', async () => {
  const { database, remembered } = asked(0);
  expect(await remembered.get(guild)).toEqual(['first']);
  database.answer = () => Promise.reject(new Error('away'));
  expect(await remembered.get(guild)).toEqual(['first']);
  database.answer = () => new Promise(() => {});
  expect(await remembered.get(guild)).toEqual(['first']);
  database.answer = async () => ['second'];
  expect(await remembered.get(guild)).toEqual(['second']);
});

test('what was never known is no answer', async () => {
  const { database, remembered } = asked(0);
  database.answer = () => Promise.reject(new Error('away'));
  await expect(remembered.get(guild)).rejects.toThrow('away');
  database.answer = async () => ['second'];
  expect(await remembered.get(guild)).toEqual(['second']);
});

test('what was read before a write does not come back after it', async () => {
  const { database, remembered } = asked();
  const slow = Promise.withResolvers<string[]>();
  database.answer = () => slow.promise;
  const early = remembered.get(guild);
  remembered.forget(guild);
  database.answer = async () => ['second'];
  await remembered.get(guild);
  slow.resolve(['first']);
  await early;
  expect(remembered.get(guild)).toEqual(['second']);
});
