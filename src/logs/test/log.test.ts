import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { LogLevel } from '@sapphire/framework';
import { afterEach, expect, test, vi } from 'vitest';
import { type Log, type LogOptions, openLog } from '../log.ts';
import { pluginLogger } from '../plugin-logger.ts';
import { SapphireLogger } from '../sapphire-logger.ts';
import { Secrets } from '../secrets.ts';

const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) {
    await undo();
  }
});

interface OpenedLog extends Log {
  readonly folder: string;
  /** What the terminal shows. */
  shown(): string;
  /** The lines of all files. */
  lines(): Record<string, unknown>[];
}

async function open(options: Partial<LogOptions> & { isTTY?: boolean } = {}): Promise<OpenedLog> {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-logs-'));
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
  const terminal = Object.assign(new PassThrough(), { isTTY: options.isTTY ?? false });
  let shown = '';
  terminal.on('data', (chunk) => {
    shown += chunk;
  });
  const log = await openLog({ level: 'info', secrets: new Secrets(), folder, terminal, ...options });
  cleanUp.push(log.close);
  return { ...log, folder, shown: () => shown, lines: () => linesIn(folder) };
}

function linesIn(folder: string): Record<string, unknown>[] {
  return readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line)),
  );
}

test('a line is in the file at once, as JSON with its level and time', async () => {
  const { logger, lines, folder } = await open();
  logger.info({ guild: '1' }, 'Hello');
  expect(lines()).toEqual([
    { level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), guild: '1', msg: 'Hello' },
  ]);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^guildhall\.\d{4}-\d\d-\d\d\.1\.log$/)]);
});

test('a terminal gets lines for people, anything else gets JSON', async () => {
  const people = await open({ isTTY: true });
  people.logger.warn('Look here');
  expect(people.shown()).toMatch(/WARN.*Look here/);
  expect(() => JSON.parse(people.shown())).toThrow();

  const machine = await open();
  machine.logger.warn('Look here');
  expect(JSON.parse(machine.shown())).toMatchObject({ level: 'warn', msg: 'Look here' });
});

test('what is below the level is not written', async () => {
  const { logger, lines } = await open({ level: 'warn' });
  logger.info('quiet');
  logger.warn('loud');
  expect(lines().map(({ msg }) => msg)).toEqual(['loud']);
});

test('an error keeps its cause, its code and its stack with the .ts file and line', async () => {
  const { logger, lines } = await open();
  const failed = Object.assign(new Error('outer', { cause: new Error('inner') }), { code: 50013 });
  logger.error({ err: failed, second: new TypeError('also') }, 'It failed');
  expect(lines()).toMatchObject([
    {
      err: {
        type: 'Error',
        message: 'outer: inner',
        code: 50013,
        stack: expect.stringMatching(/log\.test\.ts:\d+:\d+/),
      },
      second: { type: 'TypeError', message: 'also' },
    },
  ]);
});

test("an error of discord.js is written without the request's files and texts", async () => {
  const { logger, shown } = await open();
  logger.error(
    Object.assign(new Error('Missing Access'), { requestBody: { json: { content: 'private words' } } }),
  );
  expect(shown()).toContain('Missing Access');
  expect(shown()).not.toContain('private words');
});

test.each([true, false])('no secret reaches the terminal or the file (terminal: %s)', async (isTTY) => {
  const hush = 'hu"sh\\hush';
  const { logger, shown, folder } = await open({ isTTY, secrets: new Secrets([hush]) });
  logger.info(
    { token: hush, nested: { address: `http://x/?t=${encodeURIComponent(hush)}` } },
    `the token is ${hush}`,
  );
  logger.error(new Error(`cannot log in with ${hush}`, { cause: new Error(hush) }));
  logger.child({ bound: hush }).warn('bound');
  const written = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
  for (const text of [shown(), written]) {
    expect(text).toContain('[secret]');
    expect(text).not.toMatch(/hush|hu\\+"sh/);
  }
});

test('a full file is followed by a new one, and the oldest go', async () => {
  const { logger, folder } = await open({ rolling: { size: '1k', kept: 2 } });
  for (let n = 0; n < 20; n++) {
    logger.info({ n, filling: 'x'.repeat(600) }, 'Line');
    await new Promise(setImmediate);
  }
  await vi.waitFor(() => expect(readdirSync(folder).length).toBeLessThanOrEqual(3), { timeout: 10_000 });
  const kept = linesIn(folder).map(({ n }) => n);
  expect(kept).toContain(19);
  expect(kept).not.toContain(0);
});

test('a bot that starts again goes on in the same file', async () => {
  const first = await open();
  first.logger.info('before');
  await first.close();
  const second = await open({ folder: first.folder });
  second.logger.info('after');
  expect(linesIn(first.folder).map(({ msg }) => msg)).toEqual(['before', 'after']);
});

test('a closed log still reaches the terminal', async () => {
  const { logger, close, shown } = await open();
  await close();
  await close();
  logger.info('the last word');
  expect(shown()).toContain('the last word');
});

test('a terminal that goes away does not take the log along', async () => {
  const terminal = new PassThrough();
  const { logger, lines } = await open({ terminal });
  terminal.destroy(new Error('EPIPE'));
  await new Promise(setImmediate);
  logger.info('still here');
  expect(lines().map(({ msg }) => msg)).toEqual(['still here']);
});

test('a folder that cannot be written to is found at the start', async () => {
  const { folder } = await open();
  writeFileSync(join(folder, 'a-file'), '');
  await expect(open({ folder: join(folder, 'a-file', 'logs') })).rejects.toThrow(/LOG_DIR/);
});

test("a plugin's lines carry its name and generation", async () => {
  const { logger, lines } = await open();
  const pads = pluginLogger(logger, { plugin: 'pads', generation: 3 });
  pads.warn('Board is gone', { guild: '1', error: new Error('Unknown Message') });
  pads.info('Fine');
  expect(lines()).toMatchObject([
    {
      level: 'warn',
      plugin: 'pads',
      generation: 3,
      guild: '1',
      error: { message: 'Unknown Message' },
      msg: 'Board is gone',
    },
    { level: 'info', plugin: 'pads', generation: 3, msg: 'Fine' },
  ]);
});

test("Sapphire's logger writes to the same log with the same levels", async () => {
  const { logger, lines } = await open();
  const sapphire = new SapphireLogger(logger);
  sapphire.warn('two', 'words', { three: 3 });
  sapphire.error(new Error('boom'));
  sapphire.write(LogLevel.Fatal, 'over', new Error('and out'));
  sapphire.debug('not shown');
  sapphire.write(LogLevel.None, 'nor this');
  expect(lines()).toMatchObject([
    { level: 'warn', msg: 'two words { three: 3 }' },
    { level: 'error', msg: 'boom', err: { stack: expect.any(String) } },
    { level: 'fatal', msg: 'over', err: { message: 'and out' } },
  ]);
  expect([LogLevel.Debug, LogLevel.Info, LogLevel.None].map((level) => sapphire.has(level))).toEqual([
    false,
    true,
    false,
  ]);
});
