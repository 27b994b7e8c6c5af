import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { type Stage, type StageOptions, startStage } from './stage.ts';
import { noPostgres } from './stage-database.ts';

const stub = fileURLToPath(new URL('stub-bot.ts', import.meta.url));
const behindShell = ['sh', '-c', `node ${stub} & wait`] as const;
let stage: Stage | undefined;

async function stubStage(options: StageOptions = {}): Promise<Stage> {
  stage = await startStage({ command: [process.execPath, stub], ...options });
  return stage;
}

afterEach(async () => {
  await stage?.stop();
  stage = undefined;
});

describe.each(['sqlite', 'postgres'] as const)('on %s', (database) => {
  test('a killed bot starts again on the same database, and its answers and rows are seen', async ({
    skip,
  }) => {
    const missing = database === 'postgres' && (await noPostgres());
    if (missing) {
      skip(missing);
    }
    const { bot, guild, database: rows } = await playing({ database, command: behindShell });
    expect((await guild.owner.slash('/starts')).text).toBe('Started 1 times');

    await bot.kill9();
    expect(bot.running).toBe(false);
    await bot.start();

    expect((await guild.owner.slash('/starts')).text).toBe('Started 2 times');
    expect(await rows.tables()).toEqual(['starts']);
    expect(await rows.rows('select id from starts where id > ?', 1)).toEqual([{ id: 2 }]);
  });
});

async function playing(options: StageOptions) {
  const { bot, database, ...rest } = await stubStage({
    ...options,
    before: (stage) => void stage.guild('Test', { owner: 'ada' }),
  });
  const guild = rest.sandbox.guild('Test');
  await guild.until(() => guild.owner.commands().includes('/starts'));
  return { bot, database, guild };
}

test('kill -9 reaches the bot behind its shell', async () => {
  const { bot, account } = await stubStage({ command: behindShell });
  await account.ready();
  const { url } = bot;
  await bot.kill9();
  await expect(fetch(url)).rejects.toThrow();
});

test('SIGTERM lets the bot end in order', async () => {
  const { bot } = await stubStage();
  expect(await bot.stop()).toEqual({ code: 0, signal: null });
  expect(bot.logs().at(-1)?.text).toBe('ended in order');
});

test.each([
  ['ends at once', 'fail', /ended before[\s\S]*told to fail/],
  ['never gets ready', 'never ready', /not ready after 10000 ms: .*false[\s\S]*ready soon/],
])(
  'a bot that %s is an error with what it printed, and nothing of the stage stays',
  async (_what, STUB, said) => {
    let folder = '';
    const before = (stage: Stage) => {
      folder = stage.plugins.folder;
    };
    await expect(stubStage({ env: { STUB }, timeout: 10_000, before })).rejects.toThrow(said);
    expect(existsSync(dirname(folder))).toBe(false);
  },
);

test('waiting for a line of a bot that has ended is an error at once', async () => {
  const { bot } = await stubStage();
  await bot.kill9();
  await expect(bot.until('what it never says')).rejects.toThrow(/has ended[\s\S]*ready soon/);
});

test('plugins are copied without their tests, and can be written, edited and removed', async () => {
  const { plugins } = await stubStage({ plugins: ['pads'] });
  expect(existsSync(`${plugins.folder}/pads/plugin.ts`)).toBe(true);
  expect(existsSync(`${plugins.folder}/pads/test`)).toBe(false);

  await plugins.write('third', { 'plugin.ts': 'const word = 1;', 'package.json': { name: 'third' } });
  await plugins.edit('third/plugin.ts', 'word = 1', 'word = 2');
  expect(await plugins.read('third/plugin.ts')).toBe('const word = 2;');
  expect(await plugins.read('third/package.json')).toContain('"name": "third"');
  await expect(plugins.edit('third/plugin.ts', 'word = 1', 'word = 3')).rejects.toThrow('nothing to replace');
  await plugins.remove('third');
  expect(existsSync(`${plugins.folder}/third`)).toBe(false);
});

test('a test process that is told to end leaves no bot behind', async () => {
  const held = spawn(process.execPath, [fileURLToPath(new URL('held-stage.ts', import.meta.url))]);
  const [line] = (await once(createInterface({ input: held.stdout }), 'line')) as [string];
  const url = line.replace('holding ', '');
  expect((await fetch(url)).ok).toBe(true);
  held.kill('SIGTERM');
  await once(held, 'close');
  await expect
    .poll(() =>
      fetch(url).then(
        () => 'answers',
        () => 'gone',
      ),
    )
    .toBe('gone');
});
