import { AsyncLocalStorage } from 'node:async_hooks';
import { randomInt as cryptoInt } from 'node:crypto';
import { type AuditEntry, type Jobs, shortId } from '@guildhall/sdk';
import { type EntityManager, type EntityName, MikroORM, UnderscoreNamingStrategy } from '@mikro-orm/core';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { SqliteDriver } from '@mikro-orm/sqlite';
import type { Context } from '../context.ts';
import { Bind } from '../entities/bind.ts';
import { GivenNickname } from '../entities/given-nickname.ts';
import { Happening } from '../entities/happening.ts';
import { Link } from '../entities/link.ts';
import { Pending } from '../entities/pending.ts';
import { RefreshRun } from '../entities/refresh-run.ts';
import { SignIn } from '../entities/sign-in.ts';
import { Transfer } from '../entities/transfer.ts';
import { partsOf } from '../parts.ts';
import { settings, type VerificationSettings } from '../settings.ts';
import { FakeOAuth } from './fake-oauth.ts';
import { FakeRoblox } from './fake-roblox.ts';

export type Dialect = 'sqlite' | 'postgresql';
export const dialects: readonly Dialect[] = ['sqlite', 'postgresql'];

export const guild = '100000000000000001';
export const [ada, bob, eve] = ['200000000000000001', '200000000000000002', '200000000000000003'] as const;
export const other = '100000000000000002';
export const minutes = (count: number) => count * 60_000;

const postgres = new URL(process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres');

const inTransaction = new AsyncLocalStorage<true>();

/** The host names tables so. */
class VerificationTables extends UnderscoreNamingStrategy {
  override classToTableName(entity: string): string {
    return `verification__${super.classToTableName(entity)}`;
  }
}

/** An ORM with the plugin's entities on a database of its own. @returns undefined where there is no server. */
export async function ormOn(dialect: Dialect, more: object = {}): Promise<MikroORM | undefined> {
  const name = `verification_${shortId()}`;
  const url = new URL(postgres);
  url.pathname = `/${name}`;
  const orm = await MikroORM.init({
    ...(dialect === 'sqlite'
      ? { driver: SqliteDriver, dbName: ':memory:' }
      : { driver: PostgreSqlDriver, clientUrl: url.href }),
    entities: [Link, Pending, SignIn, Transfer, Happening, Bind, RefreshRun, GivenNickname],
    namingStrategy: VerificationTables,
    forceUtcTimezone: true,
    ...more,
  } as never);
  if (dialect === 'postgresql') {
    try {
      await (orm as never as { schema: { ensureDatabase(): Promise<unknown> } }).schema.ensureDatabase();
    } catch {
      await orm.close(true);
      return undefined;
    }
  }
  return orm;
}

/** Takes the database away again. */
export async function removeOrm(orm: MikroORM, dialect: Dialect): Promise<void> {
  if (dialect === 'postgresql') {
    await (orm as never as { schema: { dropDatabase(): Promise<void> } }).schema.dropDatabase();
  }
  await orm.close(true);
}

export interface WaitingJob {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly runAt: Date | undefined;
}

/** The domain on a database, with a clock that stands still, and jobs that wait until the test looks at them. */
export async function groundOn(dialect: Dialect, chosen: Partial<VerificationSettings> = {}) {
  const orm = await ormOn(dialect);
  if (!orm) {
    return undefined;
  }
  await (orm as never as { schema: { create(): Promise<void> } }).schema.create();
  let now = new Date('2026-11-21T20:00:00Z');
  const jobs = new Map<string, WaitingJob>();
  const audit: AuditEntry[] = [];
  const roblox = new FakeRoblox();
  const oauth = new FakeOAuth();
  const waits: number[] = [];
  const queue: Jobs = {
    add: async (_em, name, payload, { runAt, key } = {}) => {
      jobs.set(key ?? shortId(), { name, payload, runAt });
    },
    cancel: async (_em, key) => {
      jobs.delete(key);
    },
  };
  const context: Context = {
    database: {
      read: () => orm.em.fork() as EntityManager,
      transaction: (work) =>
        inTransaction.run(true, () => orm.em.fork().transactional((em) => work(em as EntityManager))),
    },
    jobs: queue,
    audit: { write: async (_em, entry) => void audit.push(entry) },
    clock: { now: () => now },
    settings: async () => {
      // The bot refuses it too, wherever it does not happen to know them already.
      if (inTransaction.getStore()) {
        throw new Error('settings are asked for inside a transaction');
      }
      return settings.parse(chosen);
    },
    newId: shortId,
    roblox,
    oauth,
    randomInt: (below) => cryptoInt(below),
    wait: async (ms) => {
      waits.push(ms);
      now = new Date(now.getTime() + ms);
      await roblox.passed(ms);
    },
  };
  return {
    ...partsOf(context),
    context,
    jobs,
    audit,
    roblox,
    oauth,
    waits,
    now: () => now,
    advance: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
    choose: (change: Partial<VerificationSettings>) => Object.assign(chosen, change),
    all: <E extends object>(entity: EntityName<E>) => orm.em.fork().find(entity, {}),
    transaction: context.database.transaction,
    stop: () => removeOrm(orm, dialect),
  };
}

export type Ground = NonNullable<Awaited<ReturnType<typeof groundOn>>>;

/** Plays a member who verifies: begins, writes the words into the profile and has them looked for. */
export async function verify(ground: Ground, user: string, account: string, inGuild = guild) {
  const { words } = (await ground.verifications.begin({ guild: inGuild, user, by: user }, account)).unwrap();
  ground.roblox.describe(account, words.join(' '));
  return ground.verifications.check(inGuild, user);
}

/** The code of a refusal, for `expect`. */
export const codeOf = (result: { err(): { unwrapOr(none: undefined): { code: string } | undefined } }) =>
  result.err().unwrapOr(undefined)?.code;
