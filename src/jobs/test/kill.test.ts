import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { open, until } from './world.ts';

test('kill -9 in the middle of a job: the next process runs it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const url = `sqlite:${join(folder, 'test.db')}`;
  await using shared = await open([url]);
  await shared.add('end', { session: 7 });
  const child = spawn(process.execPath, [join(import.meta.dirname, 'dying-process.ts'), url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(createInterface(child.stdout), 'line');
  expect(line).toBe('runs end');
  expect((await shared.rows()).map(({ leaseOwner }) => leaseOwner)).toEqual(['the killed']);
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;

  const ran: unknown[] = [];
  shared.runner(
    async ({ payload }) => {
      ran.push(payload);
      return 'done';
    },
    { realTime: { now: () => new Date() } },
  );

  await until(async () => expect(await shared.rows()).toEqual([]));
  expect(ran).toEqual([{ session: 7 }]);
});
