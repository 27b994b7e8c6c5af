import { expect, test } from 'vitest';
import { shortId } from '../short-id.ts';

test('a short id is twelve characters that are not mistaken for each other, and no two are the same', () => {
  const ids = Array.from({ length: 20_000 }, shortId);

  expect(ids.filter((id) => !/^[0-9a-hjkmnp-tv-z]{12}$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});
