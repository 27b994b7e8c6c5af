import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEnvironment } from '../environment.ts';
import { EnvironmentError } from '../environment-error.ts';

const token = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789ab';

function problemsOf(source: NodeJS.ProcessEnv): readonly string[] {
  try {
    readEnvironment(source);
  } catch (error) {
    if (error instanceof EnvironmentError) {
      return error.problems;
    }
    throw error;
  }
  return [];
}

test('a token is all that it takes', () => {
  expect(readEnvironment({ DISCORD_TOKEN: token })).toMatchObject({
    discordToken: token,
    databaseUrl: 'sqlite:data/guildhall.db',
    redisUrl: undefined,
    ownerIds: [],
    pluginDirs: ['plugins'],
    configDir: 'config',
    host: '127.0.0.1',
    port: 8080,
    dataDir: resolve('data'),
    logDir: 'logs',
    logLevel: 'info',
    dataRetentionDays: 30,
    auditRetentionDays: 730,
    discordApi: 'https://discord.com/api',
    clockUrl: undefined,
  });
});

test('everything that is set counts', () => {
  expect(
    readEnvironment({
      DISCORD_TOKEN: 'local',
      DISCORD_API_URL: 'http://127.0.0.1:4000/api/',
      DATABASE_URL: 'postgresql://bot@db/guildhall',
      OWNER_IDS: '123456789012345678, 234567890123456789,',
      PLUGIN_DIRS: 'plugins,../mine',
      PORT: '0',
      LOG_LEVEL: 'WARN',
      CLOCK_URL: 'http://127.0.0.1:4000/control/clock',
    }),
  ).toMatchObject({
    discordApi: 'http://127.0.0.1:4000/api',
    databaseUrl: 'postgresql://bot@db/guildhall',
    ownerIds: ['123456789012345678', '234567890123456789'],
    pluginDirs: ['plugins', '../mine'],
    port: 0,
    logLevel: 'warn',
    clockUrl: new URL('http://127.0.0.1:4000/control/clock'),
  });
});

test('a missing variable is one line: its name, what it is for, an example', () => {
  expect(problemsOf({})).toEqual([
    expect.stringMatching(
      /^DISCORD_TOKEN is missing: write it into \.env \(\.env\.example shows how\)\. The secret that the bot logs in with.* Example: DISCORD_TOKEN=/,
    ),
  ]);
});

test('an empty variable counts as unset', () => {
  expect(problemsOf({ DISCORD_TOKEN: ' ' })).toEqual([expect.stringMatching(/^DISCORD_TOKEN is missing:/)]);
  expect(readEnvironment({ DISCORD_TOKEN: token, PORT: '' }).port).toBe(8080);
});

test('each malformed variable has one line that says what was expected', () => {
  const lines = problemsOf({
    DISCORD_TOKEN: token,
    PORT: '80a',
    OWNER_IDS: 'ada',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mongodb://localhost/x',
    REDIS_URL: 'localhost:6379',
    ROBLOX_API_URL: 'roblox.com',
    DATA_RETENTION_DAYS: '-1',
    HOST: 'http://x',
  });
  expect(lines).toHaveLength(8);
  expect(lines.join('\n')).not.toMatch(/\n\n/);
  expect(lines).toContainEqual(
    'PORT is "80a": expected a whole number from 0 to 65535. The port of the HTTP pages (health, status, metrics); ' +
      '0 takes any free one. Example: PORT=8080',
  );
  expect(lines).toContainEqual(
    expect.stringMatching(/^OWNER_IDS is "ada": expected Discord ids of 17 to 20 digits/),
  );
});

test.each(['70000', '-1', '1.5', '0x10', ' 1 2 '])('PORT=%s is no port', (PORT) => {
  expect(problemsOf({ DISCORD_TOKEN: token, PORT })).toHaveLength(1);
});

test.each([
  'sqlite:data/x.db',
  'sqlite::memory:',
  'sqlite:/abs/x.db',
  'postgres://u:p@h:5432/d',
  'postgresql:///d',
])('DATABASE_URL=%s is a database', (DATABASE_URL) => {
  expect(readEnvironment({ DISCORD_TOKEN: token, DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
});

test.each(['sqlite:', 'sqlite://x.db', 'data/x.db', 'mysql://h/d', 'postgres'])(
  'DATABASE_URL=%s is none',
  (DATABASE_URL) => {
    expect(problemsOf({ DISCORD_TOKEN: token, DATABASE_URL })).toHaveLength(1);
  },
);

test.each([`Bot ${token}`, `"${token}"`, 'a-client-secret-without-dots'])(
  'a token that Discord would not take is found before it is asked: %s',
  (DISCORD_TOKEN) => {
    expect(problemsOf({ DISCORD_TOKEN })).toEqual([
      expect.stringMatching(/^DISCORD_TOKEN is not right: expected/),
    ]);
  },
);

test('a problem never shows a secret', () => {
  const lines = problemsOf({
    DISCORD_TOKEN: 'Bot hush-hush-1',
    DATABASE_URL: 'mysql://u:hush-hush-2@h/d',
    REDIS_URL: 'http://:hush-hush-3@h',
  });
  expect(lines).toHaveLength(3);
  expect(lines.join('\n')).not.toMatch(/hush/);
});

test('DEBUG=1 logs more, never less; a DEBUG of another program means nothing', () => {
  const levelOf = (source: NodeJS.ProcessEnv) =>
    readEnvironment({ DISCORD_TOKEN: token, ...source }).logLevel;
  expect(levelOf({ DEBUG: '1' })).toBe('debug');
  expect(levelOf({ DEBUG: '1', LOG_LEVEL: 'error' })).toBe('debug');
  expect(levelOf({ DEBUG: '1', LOG_LEVEL: 'trace' })).toBe('trace');
  expect(levelOf({ DEBUG: 'express:*' })).toBe('info');
  expect(levelOf({ DEBUG: '0' })).toBe('info');
});

test('a key in the address of the rate source is a secret; what is to be filled in is none', () => {
  const { secrets } = readEnvironment({
    DISCORD_TOKEN: token,
    RATE_SOURCE_URL: 'https://api.example.com/v1?coin={COIN}&vs_currencies={CURRENCY}&key=0123456789abcdef',
    RATE_SOURCE_FIELD: 'price',
  });
  expect(secrets).toEqual([token, '0123456789abcdef']);
});

test('the secrets are the token and the passwords, as they are and as they are written in an address', () => {
  const { secrets } = readEnvironment({
    DISCORD_TOKEN: token,
    DATABASE_URL: 'postgres://bot:p%40ss%2Fword@db/guildhall',
    REDIS_URL: 'redis://:open-sesame@cache',
  });
  expect(secrets).toEqual([token, 'p%40ss%2Fword', 'p@ss/word', 'open-sesame']);
});

test('a key that seals data is long, may follow a newer one, and is a secret', () => {
  const [newer, older] = ['n'.repeat(32), 'o'.repeat(44)];
  const { dataKeys, secrets } = readEnvironment({
    DISCORD_TOKEN: 'aaa.bbb.ccc',
    DATA_KEY: `${newer}, ${older}`,
  });
  expect(dataKeys).toEqual([newer, older]);
  expect(secrets).toEqual(expect.arrayContaining([newer, older]));
  expect(() => readEnvironment({ DISCORD_TOKEN: 'aaa.bbb.ccc', DATA_KEY: 'too-short' })).toThrow(
    /^DATA_KEY is not right/,
  );
});

describe('where the bot asks what coins cost', () => {
  const url = 'https://api.example.com/{COIN}-{CURRENCY}';
  const read = (RATE_SOURCE_URL?: string, RATE_SOURCE_FIELD?: string) =>
    readEnvironment({ DISCORD_TOKEN: token, RATE_SOURCE_URL, RATE_SOURCE_FIELD }).rateSource;
  const wrong = (RATE_SOURCE_URL?: string, RATE_SOURCE_FIELD?: string) =>
    problemsOf({ DISCORD_TOKEN: token, RATE_SOURCE_URL, RATE_SOURCE_FIELD });

  test('an address and a path make a source; without both there is none', () => {
    expect(read()).toBeUndefined();
    expect(read(url, 'data.amount')).toEqual({ url, field: 'data.amount' });
    expect(read('http://127.0.0.1:4200/rates', '{name}.{currency}')).toBeDefined();
    expect(wrong(url)).toEqual([expect.stringMatching(/^RATE_SOURCE_FIELD is missing/)]);
    expect(wrong(undefined, 'data.amount')).toEqual([expect.stringMatching(/^RATE_SOURCE_URL is missing/)]);
  });

  test('a price is asked for a coin and a currency, wherever those stand', () => {
    const open = 'https://api.example.com/prices';
    for (const field of ['price', '{coin}', '{CURRENCY}']) {
      expect(wrong(open, field)).toEqual([
        expect.stringContaining('expected {coin} and {currency} in it or in RATE_SOURCE_FIELD'),
      ]);
    }
    expect(read(open, '{coin}.{currency}')).toBeDefined();
  });

  test.each([
    'http://api.example.com/{coin}/{currency}',
    'http://127.0.0.1.example.com/{coin}/{currency}',
    'https://bot:hush@api.example.com/{coin}/{currency}',
    'https://api.example.com/{coin}/{currency}/{hush}',
    'file:///{coin}/{currency}/hush',
  ])('%s is refused, and not shown', (address) => {
    expect(wrong(address, 'price')).toEqual([
      expect.stringMatching(/^RATE_SOURCE_URL is not right: expected/),
    ]);
    expect(wrong(address, 'price').join()).not.toContain('hush');
  });
});
