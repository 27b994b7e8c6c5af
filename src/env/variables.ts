import { z } from 'zod';

/** One environment variable: what people are told of it, and how its text is read. */
export interface Variable<S extends z.ZodType = z.ZodType> {
  /** What it is for, in one sentence. */
  readonly purpose: string;
  readonly example: string;
  /** The text that counts where the variable is unset or empty. */
  readonly default?: string;
  /** Its value is never shown to anybody. */
  readonly secret?: true;
  readonly schema: S;
}

const variable = <S extends z.ZodType>(declared: Variable<S>): Variable<S> => declared;

/** How much is logged, from everything to nothing. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export type LogLevelName = (typeof logLevels)[number];

const text = (pattern: RegExp, expected: string) => z.string().regex(pattern, expected);

const wholeNumber = (from: number, to: number) => {
  const expected = `expected a whole number from ${from} to ${to}`;
  return text(/^\d{1,15}$/, expected)
    .transform(Number)
    .refine((number) => number >= from && number <= to, expected);
};

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

const url = (protocols: readonly string[], expected: string) =>
  z.string().refine((value) => {
    const parsed = URL.parse(value);
    return parsed !== null && protocols.includes(parsed.protocol) && parsed.hostname !== '';
  }, expected);

const webAddress = url(['http:', 'https:'], 'expected an address that begins with http:// or https://');

const database = z.string().refine((value) => {
  if (value.startsWith('sqlite:')) {
    const path = value.slice('sqlite:'.length);
    return path !== '' && !path.startsWith('//');
  }
  return ['postgres:', 'postgresql:'].includes(URL.parse(value)?.protocol ?? '');
}, 'expected sqlite:<file>, sqlite::memory: or postgres://user:password@host:5432/database');

/** Prices are believed: nobody on the way may change them. */
function isRateSource(value: string): boolean {
  const filled = value.replaceAll(/\{(?:coin|currency|name)\}/gi, 'x');
  const url = URL.parse(filled);
  if (!url || url.username || url.password || /[{}]/.test(filled)) {
    return false;
  }
  const isHere = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere);
}

/** Every variable that the bot reads. `.env.example` and the README list the same ones, in this order. */
export const variables = {
  DISCORD_TOKEN: variable({
    purpose:
      'The secret that the bot logs in with: discord.com/developers/applications, your application, Bot, Reset Token.',
    example: 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.the-rest-of-your-token',
    secret: true,
    schema: text(
      /^(?!["'])\S+(?<!["'])$/,
      'expected the token alone, without spaces, quotes or the word Bot before it',
    ),
  }),
  DATABASE_URL: variable({
    purpose: 'Where everything is kept: a file (SQLite) or a PostgreSQL server.',
    example: 'postgres://guildhall:password@127.0.0.1:5432/guildhall',
    default: 'sqlite:data/guildhall.db',
    secret: true,
    schema: database,
  }),
  DATA_KEY: variable({
    purpose:
      'Seals what is secret in the database, such as codes that a shop sells; make one with: openssl rand -base64 32. Keep a copy elsewhere. A new key goes before the old one, with a comma between.',
    example: 'the-32-or-more-characters-that-openssl-printed',
    secret: true,
    schema: list
      .refine(
        (keys) => keys.every((key) => key.length >= 32),
        'expected at least 32 characters that nobody can guess',
      )
      .optional(),
  }),
  REDIS_URL: variable({
    purpose: 'A Redis server. It is checked, and not used yet: the database carries the jobs.',
    example: 'redis://:password@127.0.0.1:6379/0',
    secret: true,
    schema: url(
      ['redis:', 'rediss:'],
      'expected an address that begins with redis:// or rediss://',
    ).optional(),
  }),
  OWNER_IDS: variable({
    purpose: 'The Discord ids of the people who own the bot, with commas between; they may use /plugins.',
    example: '123456789012345678,234567890123456789',
    default: '',
    schema: list.refine(
      (ids) => ids.every((id) => /^\d{17,20}$/.test(id)),
      'expected Discord ids of 17 to 20 digits with commas between',
    ),
  }),
  BREAK_GLASS: variable({
    purpose:
      "1 lets the bot's owners do everything in every server, written to its audit log each time; 0 lets them do what each server does.",
    example: '1',
    default: '0',
    schema: text(/^[01]$/, 'expected 0 or 1').transform((value) => value === '1'),
  }),
  PLUGIN_DIRS: variable({
    purpose: 'The folders that plugins are loaded from, with commas between.',
    example: 'plugins,../my-plugins',
    default: 'plugins',
    schema: list.refine((folders) => folders.length > 0, 'expected at least one folder'),
  }),
  CONFIG_DIR: variable({
    purpose: 'The folder with default.json and guilds/<guild id>.json: features and settings kept as files.',
    example: 'config',
    default: 'config',
    schema: z.string(),
  }),
  HOST: variable({
    purpose: 'The network address of the HTTP pages; 0.0.0.0 lets other machines in.',
    example: '0.0.0.0',
    default: '127.0.0.1',
    schema: text(/^[\w.:%-]+$/, 'expected a host name or an IP address, without a port'),
  }),
  PORT: variable({
    purpose: 'The port of the HTTP pages (health, status, metrics); 0 takes any free one.',
    example: '8080',
    default: '8080',
    schema: wholeNumber(0, 65_535),
  }),
  DATA_DIR: variable({
    purpose: 'The folder that features keep files in, such as transcripts of tickets.',
    example: '/var/lib/guildhall',
    default: 'data',
    schema: z.string(),
  }),
  LOG_DIR: variable({
    purpose: "The folder that log files are written to, and pictures of a shop's sales.",
    example: '/var/log/guildhall',
    default: 'logs',
    schema: z.string(),
  }),
  LOG_LEVEL: variable({
    purpose: `How much is logged: ${logLevels.join(', ')}.`,
    example: 'warn',
    default: 'info',
    schema: z
      .string()
      .toLowerCase()
      .pipe(z.enum(logLevels, `expected one of ${logLevels.join(', ')}`)),
  }),
  DEBUG: variable({
    purpose: '1 logs what helps to find a fault, as LOG_LEVEL=debug does.',
    example: '1',
    default: '0',
    // Other programs read DEBUG too, with texts of their own: those mean nothing here, and are no fault.
    schema: z.string().transform((value) => ['1', 'true', 'yes', 'on'].includes(value.toLowerCase())),
  }),
  DATA_RETENTION_DAYS: variable({
    purpose: "How many days a server's data is kept after the bot has left it.",
    example: '90',
    default: '30',
    schema: wholeNumber(0, 3650),
  }),
  AUDIT_RETENTION_DAYS: variable({
    purpose: 'How many days it is kept who changed what (the audit log).',
    example: '365',
    default: '730',
    schema: wholeNumber(1, 36_500),
  }),
  DISCORD_API_URL: variable({
    purpose: 'Where the Discord API is; another address is for the local Discord.',
    example: 'http://127.0.0.1:4000/api',
    default: 'https://discord.com/api',
    schema: webAddress,
  }),
  ROBLOX_API_URL: variable({
    purpose: 'Where the Roblox API is; another address is for a local Roblox.',
    example: 'http://127.0.0.1:4100',
    default: 'https://apis.roblox.com',
    schema: webAddress,
  }),
  ROBLOX_API_KEY: variable({
    purpose:
      "A key of Roblox's Open Cloud that may read groups: with it all roles of a member count, not only the highest.",
    example: 'the-key-that-roblox-shows-once',
    secret: true,
    schema: z.string().optional(),
  }),
  ROBLOX_CLIENT_ID: variable({
    purpose: 'The id of a Roblox app: with it and PUBLIC_URL, members can verify by signing in with Roblox.',
    example: '1234567890123456789',
    schema: text(/^\d{1,25}$/, 'expected the number that Roblox shows for the app').optional(),
  }),
  ROBLOX_CLIENT_SECRET: variable({
    purpose: 'The secret of that Roblox app.',
    example: 'RBX-the-secret-of-the-app',
    secret: true,
    schema: z.string().optional(),
  }),
  RATE_SOURCE_URL: variable({
    purpose:
      'Where the bot asks what coins cost, for shops: {COIN} becomes BTC, {coin} btc, {name} bitcoin, {CURRENCY} USD and {currency} usd.',
    example: 'https://api.coinbase.com/v2/prices/{COIN}-{CURRENCY}/spot',
    secret: true,
    schema: z
      .string()
      .refine(
        isRateSource,
        'expected an address that begins with https://, without a password, and no other placeholders; http:// is for this machine alone',
      )
      .optional(),
  }),
  RATE_SOURCE_FIELD: variable({
    purpose:
      'Where the price stands in the JSON of that answer: names with dots between, with the same placeholders.',
    example: 'data.amount',
    schema: text(/^[^.\s]+(\.[^.\s]+)*$/, 'expected names with dots between, such as data.amount').optional(),
  }),
  PUBLIC_URL: variable({
    purpose: 'The address under which others reach the HTTP pages, such as that of a reverse proxy.',
    example: 'https://bot.example.com',
    schema: webAddress.optional(),
  }),
  CLOCK_URL: variable({
    purpose: "Only for trying things out: the bot's clock follows the time that this address tells as JSON.",
    example: 'http://127.0.0.1:4000/control/clock',
    schema: webAddress.optional(),
  }),
} as const;

export type VariableName = keyof typeof variables;

/** What each variable was read as. */
export type VariableValues = {
  readonly [N in VariableName]: z.output<(typeof variables)[N]['schema']>;
};
