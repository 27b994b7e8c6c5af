import {
  type AuditEntry,
  type AuditLog,
  type Clock,
  type Database,
  type EventPublisher,
  type Jobs,
  shortId,
} from '@guildhall/sdk';
import type { EntityName, EntitySchema } from '@mikro-orm/core';
import type { Dialect } from '../../src/data/connection.ts';
import { OrmDatabase } from '../../src/data/orm-database.ts';
import { NoServer } from '../../tools/empty-database.ts';
import { emptyTables } from './tables.ts';

/** A job that waits until the test looks at it. */
export interface WaitingJob {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly runAt: Date | undefined;
}

/**
 * What the domain of a plugin stands on in its tests: its tables on a database of its own, a clock that stands still,
 * jobs and audit entries that the test reads. @returns undefined where there is no server for that database.
 */
export async function groundFor(plugin: string, entities: readonly EntitySchema[], dialect: Dialect) {
  const tables = await emptyTables(plugin, entities, dialect).catch((error: unknown) => {
    if (error instanceof NoServer) {
      return undefined;
    }
    throw error;
  });
  if (!tables) {
    return undefined;
  }
  const { orm } = tables;
  const database: Database = new OrmDatabase(orm, plugin);
  let now = new Date('2026-11-21T20:00:00Z');
  const waiting = new Map<string, WaitingJob>();
  const entries: AuditEntry[] = [];
  const jobs: Jobs = {
    add: async (_em, name, payload, { runAt, key = shortId(), keepEarlier } = {}) => {
      const earlier = keepEarlier && waiting.get(key)?.runAt;
      waiting.set(key, { name, payload, runAt: earlier && runAt && earlier < runAt ? earlier : runAt });
    },
    cancel: async (_em, key) => {
      waiting.delete(key);
    },
  };
  const audit: AuditLog = { write: async (_em, entry) => void entries.push(entry) };
  const told: { readonly name: string; readonly payload: Readonly<Record<string, unknown>> }[] = [];
  const events: EventPublisher = {
    publish: async (_em, name, payload) => void told.push({ name, payload }),
  };
  const clock: Clock = { now: () => now };
  return {
    /** The parts of the host that a domain gets. */
    host: { database, jobs, events, audit, clock },
    /** Jobs by their key. */
    jobs: waiting,
    audit: entries,
    /** What other plugins were told. */
    events: told,
    now: () => now,
    advance: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
    all: <E extends object>(entity: EntityName<E>) => orm.em.fork().find(entity, {}),
    transaction: <T>(work: Parameters<typeof database.transaction<T>>[0]) => database.transaction(work),
    stop: () => tables.release(),
  };
}

export type PluginGround = NonNullable<Awaited<ReturnType<typeof groundFor>>>;

/** The code of a refusal, for `expect`. */
export const codeOf = (result: { err(): { unwrapOr(none: undefined): { code: string } | undefined } }) =>
  result.err().unwrapOr(undefined)?.code;
