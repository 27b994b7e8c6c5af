import { type AuditEntry, shortId } from '@guildhall/sdk';
import { type EntityManager, MikroORM, UnderscoreNamingStrategy } from '@mikro-orm/core';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { SqliteDriver } from '@mikro-orm/sqlite';
import type { Context } from '../context.ts';
import { Grant } from '../entities/grant.ts';
import { type Giver, GrantBook } from '../grant-book.ts';
import { Lookup } from '../lookup.ts';

export type Dialect = 'sqlite' | 'postgresql';
export const dialects: readonly Dialect[] = ['sqlite', 'postgresql'];

export const guild = '100000000000000001';
export const otherGuild = '100000000000000002';
export const [owner, ada, bob, eve] = [
  '200000000000000001',
  '200000000000000002',
  '200000000000000003',
  '200000000000000004',
] as const;
export const [staff, helper] = ['300000000000000001', '300000000000000002'] as const;
export const joined = new Date('2026-01-01T00:00:00Z');
export const minutes = (count: number) => count * 60_000;

/** All that may be given. */
export const declared = [
  'pads.host.training',
  'pads.end',
  'tickets.open',
  'permissions.manage',
  'permissions.see',
] as const;

const postgres = new URL(process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres');

/** The host names tables so. */
class Tables extends UnderscoreNamingStrategy {
  override classToTableName(entity: string): string {
    return `permissions__${super.classToTableName(entity)}`;
  }
}

type Schema = Record<'ensureDatabase' | 'dropDatabase' | 'create', () => Promise<unknown>>;

/** The domain on a database of its own, with a clock that stands still. @returns undefined where there is no server. */
export async function groundOn(dialect: Dialect) {
  const url = new URL(postgres);
  url.pathname = `/permissions_${shortId()}`;
  const orm = await MikroORM.init({
    ...(dialect === 'sqlite'
      ? { driver: SqliteDriver, dbName: ':memory:' }
      : { driver: PostgreSqlDriver, clientUrl: url.href }),
    entities: [Grant],
    namingStrategy: Tables,
    forceUtcTimezone: true,
  } as never);
  const { schema } = orm as never as { schema: Schema };
  try {
    await schema.ensureDatabase();
  } catch {
    await orm.close(true);
    return undefined;
  }
  await schema.create();
  let now = new Date('2026-11-21T20:00:00Z');
  const state = { managers: false, away: false };
  const audit: AuditEntry[] = [];
  const changed: string[] = [];
  const reachable = () => {
    if (state.away) {
      throw new Error('the database is away');
    }
    return orm.em.fork() as EntityManager;
  };
  const context: Context = {
    database: {
      read: reachable,
      transaction: async (work) => reachable().transactional((em) => work(em as EntityManager)),
    },
    audit: { write: async (_em, entry) => void audit.push(entry) },
    clock: { now: () => now },
    settings: async () => ({ managers: state.managers }),
    newId: shortId,
    declared: () => declared,
    changed: (id) => void changed.push(id),
  };
  return {
    state,
    audit,
    changed,
    context,
    book: new GrantBook(context),
    lookup: new Lookup(context),
    now: () => now,
    advance: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
    grants: () => orm.em.fork().find(Grant, {}, { orderBy: { id: 'asc' } }),
    clear: () => orm.em.fork().nativeDelete(Grant, {}),
    transaction: context.database.transaction,
    stop: async () => {
      if (dialect === 'postgresql') {
        await schema.dropDatabase();
      }
      await orm.close(true);
    },
  };
}

export type Ground = NonNullable<Awaited<ReturnType<typeof groundOn>>>;

/** The guild's owner, as someone who gives. */
export const byOwner: Giver = { user: owner, ownsGuild: true, holds: async () => ({}) };

/** Somebody else who gives, and what they have themselves. */
export const byManager = (held: Readonly<Record<string, { until?: Date }>>): Giver => ({
  user: ada,
  ownsGuild: false,
  holds: async (capability) => held[capability],
});

export const toUser = (id: string, memberSince = joined) => ({ kind: 'user', id, memberSince }) as const;
export const toRole = (id: string) => ({ kind: 'role', id }) as const;

export const holder = (user: string, roles: readonly string[] = [], memberSince = joined) => ({
  guild,
  user,
  roles,
  memberSince,
});

/** The code of a refusal, for `expect`. */
export const codeOf = (result: { err(): { unwrapOr(none: undefined): { code: string } | undefined } }) =>
  result.err().unwrapOr(undefined)?.code;
