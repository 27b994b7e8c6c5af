import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Connection } from '../connection.ts';
import { FileTaken, lockFile } from '../file-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guildhall-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a file has one holder, by whatever way it is named, until it is released', async () => {
  const url = `sqlite:${join(folder, 'deep', 'bot.db')}`;
  const first = await lockFile(url);
  const connection = await Connection.open(url);
  symlinkSync(join(folder, 'deep', 'bot.db'), join(folder, 'link.db'));
  await expect(lockFile(url)).rejects.toThrow(FileTaken);
  await expect(lockFile(`sqlite:${join(folder, 'link.db')}`)).rejects.toThrow(FileTaken);
  // Whoever looks into the file is in nobody's way.
  const looking = await Connection.open(url);
  expect(await looking.run('select 1 as one')).toEqual([{ one: 1 }]);
  await looking.close();

  await connection.close();
  await first?.release();
  const second = await lockFile(url);
  expect(second).toBeDefined();
  await second?.release();
});

test('what several processes may use is not locked', async () => {
  expect(await lockFile('sqlite::memory:')).toBeUndefined();
  expect(await lockFile('postgres://postgres@127.0.0.1:1/nowhere')).toBeUndefined();
});
