import { resolve } from 'node:path';
import type { RateSourceAccess } from '../sdk/rate-source-access.ts';
import type { RobloxAccess } from '../sdk/roblox-access.ts';
import { EnvironmentError } from './environment-error.ts';
import {
  type LogLevelName,
  type Variable,
  type VariableName,
  type VariableValues,
  variables,
} from './variables.ts';

/** How this bot is run, as its environment variables say. See {@link variables} for what each is for. */
export interface Environment {
  readonly discordToken: string;
  readonly databaseUrl: string;
  /** The first one seals, all of them open. */
  readonly dataKeys: readonly string[];
  readonly redisUrl: string | undefined;
  readonly ownerIds: readonly string[];
  /** Whether the owners may do everything in every guild. Each time is written down there. */
  readonly breakGlass: boolean;
  readonly pluginDirs: readonly string[];
  readonly configDir: string;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** The folder that plugins keep files in, absolute. */
  readonly dataDir: string;
  readonly logDir: string;
  /** `LOG_LEVEL`, or `debug` where `DEBUG=1` asks for more than that. */
  readonly logLevel: LogLevelName;
  readonly dataRetentionDays: number;
  readonly auditRetentionDays: number;
  /** The base of the API without a version and without a slash at its end, as discord.js takes it for `rest.api`. */
  readonly discordApi: string;
  readonly roblox: RobloxAccess;
  /** Where it is asked what coins cost. */
  readonly rateSource: RateSourceAccess | undefined;
  readonly publicUrl: URL | undefined;
  readonly clockUrl: URL | undefined;
  /** Every text that must be seen nowhere: the token, the passwords. */
  readonly secrets: readonly string[];
}

/**
 * Reads the environment. An empty variable counts as unset.
 * @throws EnvironmentError with one line for each variable that is missing or malformed.
 */
export function readEnvironment(source: NodeJS.ProcessEnv): Environment {
  const problems: string[] = [];
  const read: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries<Variable>(variables)) {
    const given = source[name]?.trim() || undefined;
    const parsed = variable.schema.safeParse(given ?? variable.default);
    if (parsed.success) {
      read[name] = parsed.data;
    } else {
      problems.push(lineOf(name, given, parsed.error.issues[0]?.message ?? 'expected another value'));
    }
  }
  const values = read as VariableValues;
  if (problems.length === 0 && !fitsDiscord(values)) {
    problems.push(
      lineOf(
        'DISCORD_TOKEN',
        values.DISCORD_TOKEN,
        'expected three parts with dots between, as Discord shows it',
      ),
    );
  }
  if (problems.length === 0) {
    problems.push(...rateSourceProblems(values));
  }
  if (problems.length > 0) {
    throw new EnvironmentError(problems);
  }
  return environmentOf(values);
}

function environmentOf(values: VariableValues): Environment {
  return {
    discordToken: values.DISCORD_TOKEN,
    databaseUrl: values.DATABASE_URL,
    dataKeys: values.DATA_KEY ?? [],
    redisUrl: values.REDIS_URL,
    ownerIds: values.OWNER_IDS,
    breakGlass: values.BREAK_GLASS,
    pluginDirs: values.PLUGIN_DIRS,
    configDir: values.CONFIG_DIR,
    host: values.HOST,
    port: values.PORT,
    dataDir: resolve(values.DATA_DIR),
    logDir: values.LOG_DIR,
    logLevel: values.DEBUG && values.LOG_LEVEL !== 'trace' ? 'debug' : values.LOG_LEVEL,
    dataRetentionDays: values.DATA_RETENTION_DAYS,
    auditRetentionDays: values.AUDIT_RETENTION_DAYS,
    discordApi: values.DISCORD_API_URL.replace(/\/+$/, ''),
    roblox: {
      api: new URL(values.ROBLOX_API_URL),
      apiKey: values.ROBLOX_API_KEY,
      app: values.ROBLOX_CLIENT_ID
        ? { clientId: values.ROBLOX_CLIENT_ID, clientSecret: values.ROBLOX_CLIENT_SECRET }
        : undefined,
    },
    rateSource:
      values.RATE_SOURCE_URL && values.RATE_SOURCE_FIELD
        ? { url: values.RATE_SOURCE_URL, field: values.RATE_SOURCE_FIELD }
        : undefined,
    publicUrl: values.PUBLIC_URL === undefined ? undefined : new URL(values.PUBLIC_URL),
    clockUrl: values.CLOCK_URL === undefined ? undefined : new URL(values.CLOCK_URL),
    secrets: [
      values.DISCORD_TOKEN,
      ...(values.DATA_KEY ?? []),
      ...[values.ROBLOX_API_KEY ?? '', values.ROBLOX_CLIENT_SECRET ?? ''].filter((secret) => secret !== ''),
      ...[values.DATABASE_URL, values.REDIS_URL, values.DISCORD_API_URL, values.ROBLOX_API_URL].flatMap(
        passwordsIn,
      ),
      ...keysIn(values.RATE_SOURCE_URL),
    ],
  };
}

/** Whether the token looks like one of Discord's. A local Discord takes any text. */
function fitsDiscord({ DISCORD_TOKEN: token, DISCORD_API_URL: api }: VariableValues): boolean {
  return new URL(api).hostname !== 'discord.com' || /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);
}

/**
 * What is wrong with the two that say where the bot asks what coins cost. An address that leaves the currency open would
 * give the same price in all of them.
 */
function rateSourceProblems({ RATE_SOURCE_URL: url, RATE_SOURCE_FIELD: field }: VariableValues): string[] {
  if (url === undefined || field === undefined) {
    const missing = url === undefined ? 'RATE_SOURCE_URL' : 'RATE_SOURCE_FIELD';
    return url === field ? [] : [lineOf(missing, undefined, '')];
  }
  const both = `${url} ${field}`;
  return /\{coin\}|\{name\}/i.test(both) && /\{currency\}/i.test(both)
    ? []
    : [lineOf('RATE_SOURCE_URL', url, 'expected {coin} and {currency} in it or in RATE_SOURCE_FIELD')];
}

/** The password of an address: as it is written there, and as it is. */
function passwordsIn(address: string | undefined): string[] {
  const parsed = address === undefined ? null : URL.parse(address);
  const written = parsed?.password || parsed?.searchParams.get('password') || '';
  return written === '' ? [] : [...new Set([written, decoded(written)])];
}

/** The shortest text in an address that is taken for a key. */
const shortestKey = 12;

/** What may be a key in the address of a service: what is said there, without places for something else. */
function keysIn(address: string | undefined): string[] {
  const said = address === undefined ? [] : [...(URL.parse(address)?.searchParams.values() ?? [])];
  return said.filter((value) => value.length >= shortestKey && !value.includes('{'));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function lineOf(name: string, given: string | undefined, expected: string): string {
  const { purpose, example, secret }: Variable = variables[name as VariableName];
  const wrong =
    given === undefined
      ? 'is missing: write it into .env (.env.example shows how)'
      : `is ${secret ? 'not right' : JSON.stringify(given)}: ${expected}`;
  return `${name} ${wrong}. ${purpose} Example: ${name}=${example}`;
}
