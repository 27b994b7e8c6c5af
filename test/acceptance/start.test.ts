import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Sandbox } from '@guildhall/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BotProcess } from '../stage/bot-process.ts';
import { noPostgres } from '../stage/stage-database.ts';

/** What keeps the bot from starting: one plain line, exit code 1, soon, and no secret in it. */

/** How long a start that cannot work may take, in ms. */
const patience = 60_000;
const secret = 'swordfish-5up3r-s3cr3t';

let sandbox: Sandbox;
let token: string;
let folder: string;
let silent: Server;
/** A file with something else in it. */
let noDatabase: string;
let bot: BotProcess | undefined;

beforeAll(async () => {
  sandbox = await Sandbox.start({ identifyInterval: 0 });
  token = sandbox.createBot('Guildhall').token;
  // Takes every connection and says nothing, as a firewall or a wrong port does.
  silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  noDatabase = join(await mkdtemp(join(tmpdir(), 'guildhall-file-')), 'notes.txt');
  await writeFile(noDatabase, 'Buy milk. '.repeat(100));
});
afterAll(async () => {
  silent.close();
  await rm(dirname(noDatabase), { recursive: true });
  await sandbox.stop();
});
afterEach(async () => {
  await bot?.kill9();
  await rm(folder, { recursive: true, force: true });
});

const portOf = (server: Server) => (server.address() as { port: number }).port;

/** Starts the bot and waits for its end. @returns what it said and how it ended. */
async function start(env: Readonly<Record<string, string>>) {
  folder = await mkdtemp(join(tmpdir(), 'guildhall-start-'));
  await mkdir(join(folder, 'plugins'));
  bot = new BotProcess(['npm', 'start', '--silent'], {
    DISCORD_TOKEN: token,
    DISCORD_API_URL: sandbox.apiUrl,
    DATABASE_URL: `sqlite:${join(folder, 'data.db')}`,
    PLUGIN_DIRS: join(folder, 'plugins'),
    CONFIG_DIR: join(folder, 'config'),
    LOG_DIR: join(folder, 'logs'),
    LOG_LEVEL: 'error',
    PORT: '0',
    // Empty counts as unset, and keeps a developer's .env out of the test.
    ...{
      OWNER_IDS: '',
      REDIS_URL: '',
      DEBUG: '',
      CLOCK_URL: '',
      HOST: '',
      DATA_RETENTION_DAYS: '',
      AUDIT_RETENTION_DAYS: '',
      BREAK_GLASS: '',
      ROBLOX_API_URL: '',
      ROBLOX_API_KEY: '',
      ROBLOX_CLIENT_ID: '',
      ROBLOX_CLIENT_SECRET: '',
      PUBLIC_URL: '',
    },
    ...env,
  });
  bot.spawn();
  const ended = await Promise.race([bot.ended(), sleep(patience, undefined, { ref: false })]);
  const lines = bot.logs().map(({ text }) => text);
  return { ended: ended ?? `still runs after ${patience} ms`, lines };
}

type Case = readonly [what: string, env: () => Record<string, string>, said: RegExp];

const cases: readonly Case[] = [
  ['no token', () => ({ DISCORD_TOKEN: '' }), /^DISCORD_TOKEN .*discord\.com\/developers/],
  [
    'a token that Discord does not know',
    () => ({ DISCORD_TOKEN: secret }),
    /^DISCORD_TOKEN: Discord does not know this token.*Reset Token/,
  ],
  [
    'nothing at DISCORD_API_URL',
    () => ({ DISCORD_API_URL: 'http://127.0.0.1:1/api' }),
    /^DISCORD_API_URL: .*http:\/\/127\.0\.0\.1:1\/api: .*ECONNREFUSED.*Check the network/,
  ],
  [
    'something at DISCORD_API_URL that does not answer',
    () => ({ DISCORD_API_URL: `http://127.0.0.1:${portOf(silent)}/api` }),
    /^DISCORD_API_URL: .*does not answer/,
  ],
  [
    'something else at DISCORD_API_URL',
    () => ({ DISCORD_API_URL: `${sandbox.url}/elsewhere` }),
    /^DISCORD_API_URL: /,
  ],
  [
    'no database server',
    () => ({ DATABASE_URL: `postgres://guildhall:${secret}@127.0.0.1:1/guildhall` }),
    /^DATABASE_URL: .*ECONNREFUSED.*Is the server running/,
  ],
  [
    'a database server that does not answer',
    () => ({ DATABASE_URL: `postgres://guildhall:${secret}@127.0.0.1:${portOf(silent)}/guildhall` }),
    /^DATABASE_URL: .*Is the server running/,
  ],
  [
    'a database that is no database',
    () => ({ DATABASE_URL: `mysql://guildhall:${secret}@127.0.0.1/x` }),
    /^DATABASE_URL .*postgres:\/\//,
  ],
  [
    'a file that is no database',
    () => ({ DATABASE_URL: `sqlite:${noDatabase}` }),
    /^DATABASE_URL: .*not a database/,
  ],
  [
    'a database in a folder that cannot be',
    () => ({ DATABASE_URL: `sqlite:${import.meta.filename}/x.db` }),
    /^DATABASE_URL: /,
  ],
  ['a folder for logs that cannot be', () => ({ LOG_DIR: `${import.meta.filename}/logs` }), /^LOG_DIR: /],
  [
    'a folder for plugins that cannot be',
    () => ({ PLUGIN_DIRS: import.meta.filename }),
    /^PLUGIN_DIRS: .*start\.test\.ts/,
  ],
  [
    'a folder for plugins where there are no folders',
    () => ({ PLUGIN_DIRS: '/proc/nope' }),
    /^PLUGIN_DIRS: .*\/proc\/nope/,
  ],
  [
    'a folder for logs where there are no folders',
    () => ({ LOG_DIR: '/proc/nope' }),
    /^LOG_DIR: .*\/proc\/nope/,
  ],
  [
    'a database where there are no folders',
    () => ({ DATABASE_URL: 'sqlite:/proc/nope/x.db' }),
    /^DATABASE_URL: .*\/proc\/nope/,
  ],
  [
    'a file in the place of the config folder',
    () => ({ CONFIG_DIR: import.meta.filename }),
    /^CONFIG_DIR: .*start\.test\.ts is no folder/,
  ],
  [
    'a config folder below a file',
    () => ({ CONFIG_DIR: `${import.meta.filename}/config` }),
    /^CONFIG_DIR: .*start\.test\.ts is no folder/,
  ],
  [
    'no clock at CLOCK_URL',
    () => ({ CLOCK_URL: `${sandbox.url}/elsewhere` }),
    /^CLOCK_URL: .*does not tell the time/,
  ],
  ['a port that is taken', () => ({ PORT: String(portOf(silent)) }), /^PORT .*is taken.*another number/],
  ['an address that is not of this machine', () => ({ HOST: '203.0.113.7' }), /^HOST .*203\.0\.113\.7/],
];

describe('the bot does not start, says why in one line, and ends with code 1', () => {
  test.each(cases)('%s', async (_what, env, said) => {
    const { ended, lines } = await start(env());
    expect(ended).toEqual({ code: 1, signal: null });
    expect(lines.filter((line) => line.trim() !== '')).toEqual([expect.stringMatching(said)]);
    expect(lines.join('\n')).not.toContain(secret);
    expect(lines.join('\n')).not.toContain(token);
  });

  test('a database that does not exist on its server', async ({ skip }) => {
    const missing = await noPostgres();
    if (missing) {
      skip(missing);
    }
    const url = new URL(process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres');
    url.pathname = '/guildhall_never_made';
    const { ended, lines } = await start({ DATABASE_URL: url.href });
    expect(ended).toEqual({ code: 1, signal: null });
    expect(lines.join('\n')).toMatch(/^DATABASE_URL: .*guildhall_never_made/);
  });

  test('several variables that are wrong: a line for each', async () => {
    const { ended, lines } = await start({ DISCORD_TOKEN: '', PORT: 'http', OWNER_IDS: 'ada' });
    expect(ended).toEqual({ code: 1, signal: null });
    expect(lines.map((line) => line.split(/[ :]/)[0])).toEqual(['DISCORD_TOKEN', 'OWNER_IDS', 'PORT']);
  });
});

test('a plugin that is broken does not keep the bot from starting', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'guildhall-broken-'));
  await mkdir(join(parent, 'broken'));
  await writeFile(join(parent, 'broken', 'plugin.ts'), 'this is no TypeScript');
  try {
    const running = start({ PLUGIN_DIRS: parent, LOG_LEVEL: 'info' });
    await expect.poll(() => bot?.logs().some(({ msg }) => msg.startsWith('ready: '))).toBe(true);
    expect(await bot!.plugin('broken')).toMatchObject({ state: 'failed' });
    await bot!.kill9();
    await running;
  } finally {
    await rm(parent, { recursive: true });
  }
});
