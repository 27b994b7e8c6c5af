import { type AuditEntry, type Jobs, shortId } from '@guildhall/sdk';
import { type EntityManager, type EntityName, MikroORM, UnderscoreNamingStrategy } from '@mikro-orm/core';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { SqliteDriver } from '@mikro-orm/sqlite';
import type { Booking } from '../booking.ts';
import type { Context } from '../context.ts';
import { Attendance } from '../entities/attendance.ts';
import { Board } from '../entities/board.ts';
import { Session } from '../entities/session.ts';
import { Waiting } from '../entities/waiting.ts';
import { partsOf } from '../parts.ts';
import { type PadSettings, settings } from '../settings.ts';

export type Dialect = 'sqlite' | 'postgresql';
export const dialects: readonly Dialect[] = ['sqlite', 'postgresql'];

export const guild = '100000000000000001';
export const [ada, bob, eve] = ['200000000000000001', '200000000000000002', '200000000000000003'] as const;
export const channel = '300000000000000001';
export const minutes = (count: number) => count * 60_000;

const postgres = new URL(process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres');

/** The host names tables so. */
class PadsTables extends UnderscoreNamingStrategy {
  override classToTableName(entity: string): string {
    return `pads__${super.classToTableName(entity)}`;
  }
}

/** An ORM with the plugin's entities on a database of its own. @returns undefined where there is no server. */
export async function ormOn(dialect: Dialect, more: object = {}): Promise<MikroORM | undefined> {
  const name = `pads_${shortId()}`;
  const url = new URL(postgres);
  url.pathname = `/${name}`;
  const orm = await MikroORM.init({
    ...(dialect === 'sqlite'
      ? { driver: SqliteDriver, dbName: ':memory:' }
      : { driver: PostgreSqlDriver, clientUrl: url.href }),
    entities: [Session, Attendance, Waiting, Board],
    namingStrategy: PadsTables,
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
export async function groundOn(dialect: Dialect, chosen: Partial<PadSettings> = {}) {
  const orm = await ormOn(dialect);
  if (!orm) {
    return undefined;
  }
  await (orm as never as { schema: { create(): Promise<void> } }).schema.create();
  let now = new Date('2026-11-21T20:00:00Z');
  const jobs = new Map<string, WaitingJob>();
  const audit: AuditEntry[] = [];
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
      transaction: (work) => orm.em.fork().transactional((em) => work(em as EntityManager)),
    },
    jobs: queue,
    audit: { write: async (_em, entry) => void audit.push(entry) },
    clock: { now: () => now },
    settings: async () => settings.parse(chosen),
    newId: shortId,
  };
  return {
    ...partsOf(context),
    context,
    jobs,
    audit,
    now: () => now,
    advance: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
    choose: (change: Partial<PadSettings>) => Object.assign(chosen, change),
    all: <E extends object>(entity: EntityName<E>) => orm.em.fork().find(entity, {}),
    transaction: context.database.transaction,
    stop: () => removeOrm(orm, dialect),
  };
}

export type Ground = NonNullable<Awaited<ReturnType<typeof groundOn>>>;

export const booking = (change: Partial<Booking> = {}): Booking => ({
  guild,
  pad: 3,
  kind: 'training',
  host: ada,
  starts: 'now',
  channel,
  ...change,
});

export const herself = (user: string) => ({ user, overrides: false });
export const staff = (user: string) => ({ user, overrides: true });

/** The code of a refusal, for `expect`. */
export const codeOf = (result: { err(): { unwrapOr(none: undefined): { code: string } | undefined } }) =>
  result.err().unwrapOr(undefined)?.code;
