import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

interface Printed {
  readonly bench: string;
  readonly figures: readonly { name: string; value: number; unit: string; met?: boolean }[];
}

/** Runs `npm run bench` as a person does, without vitest's own variables. */
function bench(
  args: readonly string[],
  timeout = 170_000,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const { PATH, HOME, TMPDIR } = process.env;
  const options = { cwd: join(import.meta.dirname, '..'), env: { PATH, HOME, TMPDIR }, timeout };
  return new Promise((resolve) => {
    execFile('npm', ['run', '--silent', 'bench', '--', ...args], options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

async function report(name: string, timeout?: number): Promise<Printed> {
  const { code, stdout, stderr } = await bench([name, '--quick', '--json'], timeout);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Printed;
}

test('a bench that there is not is answered with those that there are', async () => {
  const { code, stderr } = await bench(['nosuch']);
  expect(code).toBe(1);
  expect(stderr).toContain("There is no bench 'nosuch'. There is: local-discord, reload, host, refresh");
});

test.concurrent('host compares Guildhall with the bare bots in every figure', {
  timeout: 180_000,
}, async () => {
  const { bench, figures } = await report('host');
  expect(bench).toBe('host');
  const names = figures.map(({ name }) => name);
  for (const bot of ['discord.js', 'Sapphire', 'Guildhall']) {
    for (const figure of [
      'pong p50',
      'pong p99',
      'pongs at 50 in flight',
      'deferred at 50 in flight',
      'start to ready',
      'RSS at 1 guild',
      'heap at 1 guild',
    ]) {
      expect(names).toContain(`${figure}, ${bot}`);
    }
  }
  const withGoal = figures.filter(({ met }) => met !== undefined).map(({ name }) => name);
  expect(withGoal).toEqual([
    'pong p50, Guildhall against Sapphire',
    'pongs, Guildhall against Sapphire',
    'deferred, Guildhall against discord.js',
    'interactions not answered',
  ]);
  expect(figures.every(({ value }) => Number.isFinite(value))).toBe(true);
  expect(figures.find(({ name }) => name === 'interactions not answered')!.value).toBe(0);
});

test.concurrent('reload loses no interaction and answers none twice', { timeout: 180_000 }, async () => {
  const { figures } = await report('reload');
  const values = new Map(figures.map(({ name, value }) => [name, value]));
  expect([...values.keys()]).toEqual([
    'saved to new answer, p50',
    'saved to new answer, p95',
    'of which the watcher waits',
    'of which the load itself, mean',
    'saved in place, p95',
    'saved by renaming, p95',
    'reloads',
    'interactions',
    'interactions lost',
    'interactions answered twice',
    'heap growth',
    'RSS growth',
  ]);
  expect(figures.every(({ value }) => Number.isFinite(value))).toBe(true);
  expect(values.get('interactions')).toBeGreaterThan(0);
  expect(values.get('interactions lost')).toBe(0);
  expect(values.get('interactions answered twice')).toBe(0);
});

test.concurrent('refresh brings everybody up to date and leaves no ping without an answer', {
  timeout: 180_000,
}, async () => {
  const { figures } = await report('refresh');
  const values = new Map(figures.map(({ name, value }) => [name, value]));
  expect([...values.keys()]).toEqual([
    'ping, no refresh (peer), p50',
    'ping, no refresh (peer), p99',
    'ping meanwhile, p50',
    'ping meanwhile, p99',
    'p99 against the peer',
    'pings',
    'pings not answered',
    'members',
    'members not up to date',
    'the refresh took',
  ]);
  expect(figures.every(({ value }) => Number.isFinite(value))).toBe(true);
  const withGoal = figures.filter(({ met }) => met !== undefined).map(({ name }) => name);
  expect(withGoal).toEqual(['ping meanwhile, p99', 'pings not answered', 'members not up to date']);
  expect(values.get('pings')).toBeGreaterThan(0);
  expect(values.get('pings not answered')).toBe(0);
  expect(values.get('members not up to date')).toBe(0);
});

test.concurrent('transcripts compares Guildhall with two libraries, and makes a large one', {
  timeout: 180_000,
}, async () => {
  const { bench, figures } = await report('transcripts');
  expect(bench).toBe('transcripts');
  const names = figures.map(({ name }) => name);
  for (const contender of ['Guildhall', 'discord-message-transcript', 'discord-html-transcripts']) {
    for (const figure of ['time', 'memory', 'longest block', 'page']) {
      expect(names).toContain(`${figure}, ${contender}`);
    }
  }
  expect(names).toContain('600 messages, memory');
  expect(figures.every(({ value }) => Number.isFinite(value))).toBe(true);
});

test.concurrent('tickets gives everybody who clicks a ticket, once, and finds all of them again after a crash', {
  timeout: 180_000,
}, async () => {
  const { figures } = await report('tickets', 170_000);
  const values = new Map(figures.map(({ name, value }) => [name, value]));
  expect(figures.every(({ value }) => Number.isFinite(value))).toBe(true);
  expect(figures.filter(({ met }) => met !== undefined).map(({ name }) => name)).toEqual([
    'click to ready, p99',
    'rush: answered, longest',
    'rush: not answered',
    'rush: openers without a ticket',
    'rush: tickets too many',
    'rush: channels too many',
    'sweep: requests for each open ticket',
    'start after a crash: until all is right',
    'start after a crash: tickets that ended beside those whose channel was deleted',
    'stats of 600 tickets, longest',
  ]);
  expect(values.get('rush: clicks')).toBe(20);
  expect(values.get('rush: openers')).toBe(10);
  expect(values.get('rush: tickets too many')).toBe(0);
  expect(values.get('rush: channels too many')).toBe(0);
  expect(values.get('open tickets')).toBe(100);
  expect(values.get('sweep: requests for each open ticket')).toBe(0);
  expect(values.get('start after a crash: tickets to repair')).toBe(4);
  expect(values.get('start after a crash: tickets that ended beside those whose channel was deleted')).toBe(
    0,
  );
});

test.concurrent('shop sells each item once to a crowd, and shows the right numbers of many orders', {
  timeout: 180_000,
}, async () => {
  const { figures } = await report('shop');
  const names = figures.map(({ name }) => name);
  for (const figure of [
    'form to instructions, p50',
    'form to instructions, p99',
    '20 at once: answered, longest',
    '/sales of 2000 orders, all time, longest',
  ]) {
    expect(names).toContain(`sqlite: ${figure}`);
  }
  expect(figures.every(({ value }) => Number.isFinite(value))).toBe(true);
  const values = new Map(figures.map(({ name, value }) => [name.replace(/^\w+: /, ''), value]));
  expect(values.get('5 items: sold')).toBe(5);
  expect(values.get('5 items: sold twice, or without an item')).toBe(0);
  expect(values.get('5 items: buyers who do not read how to pay')).toBe(0);
});
