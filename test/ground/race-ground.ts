import { setTimeout as pause } from 'node:timers/promises';
import { type Clock, type Database, shortId } from '@guildhall/sdk';
import { DeadlockException, type EntityName, type EntitySchema } from '@mikro-orm/core';
import { tablePrefix } from '../../src/data/connection.ts';
import { auditTable, featureTable } from '../../src/data/host-tables.ts';
import { OrmDatabase } from '../../src/data/orm-database.ts';
import { auditLogs } from '../../src/guilds/audit-log.ts';
import { jobsOf } from '../../src/jobs/job-queue.ts';
import { jobTable } from '../../src/jobs/job-table.ts';
import { emptyDatabase, NoServer } from '../../tools/empty-database.ts';
import { interruptible, type Moment, outside } from './moment.ts';

/** Something that comes in between while somebody else is in the middle of a transaction. */
export interface Meanwhile<T> {
  /** The database for whoever is interrupted, once: in the first transaction that comes to the moment. */
  readonly database: Database;
  /** What came of it. @throws what it threw; Error when the moment never came. */
  outcome(): Promise<T>;
}

/**
 * What the domain of a plugin races on: PostgreSQL, where transactions overlap, with the real jobs and the real audit log,
 * whose rows all share. One serves all tests of a file: what a test wrote stays there, so each has people of its own.
 * @returns undefined where there is no server.
 */
export async function raceGroundFor(plugin: string, entities: readonly EntitySchema[]) {
  const empty = await emptyDatabase('postgresql').catch((error: unknown) => {
    if (error instanceof NoServer) {
      return undefined;
    }
    throw error;
  });
  if (!empty) {
    return undefined;
  }
  const shared = [jobTable(), auditTable(), featureTable()] as unknown as EntitySchema[];
  const prefix = tablePrefix(plugin);
  const orm = await empty.connection.orm(`${plugin}-${shortId()}`, prefix, [...entities, ...shared]);
  await orm.schema.create();
  const tables: Database = new OrmDatabase(orm, plugin);
  let deadlocks = 0;
  const database: Database = {
    read: () => tables.read(),
    transaction: (work) =>
      tables.transaction(work).catch((error: unknown) => {
        deadlocks += error instanceof DeadlockException ? 1 : 0;
        throw error;
      }),
  };
  let now = new Date('2026-11-21T20:00:00Z');
  const clock: Clock = { now: () => now };
  const jobsFor = (name: string) => jobsOf(name, { clock, newId: shortId });
  // No settings are known: each entry of the audit log has a job that brings it into the log channel.
  const settings = () => ({ peek: () => undefined });
  const audit = auditLogs({ clock, newId: shortId, jobs: jobsFor('guildhall'), settings });

  /** Whether a transaction waits for what another one holds. */
  const somebodyWaits = async () => {
    const waiting = "datname = current_database() and wait_event_type = 'Lock'";
    const rows = await empty.connection.run(`select 1 from pg_stat_activity where ${waiting}`);
    return (rows as unknown[]).length > 0;
  };

  return {
    /** The parts of the host that a domain gets. */
    host: { database, jobs: jobsFor(plugin), audit: audit(plugin), clock },
    advance: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
    /** How often two transactions waited for each other since this was last asked. */
    deadlocks: () => {
      const count = deadlocks;
      deadlocks = 0;
      return count;
    },
    all: <E extends object>(entity: EntityName<E>, where: object = {}) =>
      orm.em.fork().find(entity, where as never),
    /**
     * Has `work` come at a moment of a transaction on the database that this gives. The transaction goes on when `work` is
     * over, or waits until the transaction is.
     */
    meanwhile: <T>(moment: Moment, work: () => Promise<T>): Meanwhile<T> => {
      let came: Promise<T> | undefined;
      const interrupt = async () => {
        if (came) {
          return;
        }
        let over = false;
        came = outside(work).finally(() => {
          over = true;
        });
        // Whoever asks for the outcome hears of it.
        came.catch(() => {});
        while (!over && !(await outside(somebodyWaits))) {
          await pause(5);
        }
      };
      return {
        database: {
          read: () => database.read(),
          transaction: (work) => database.transaction((em) => work(interruptible(em, moment, interrupt))),
        },
        outcome: async () => {
          if (!came) {
            throw new Error('nothing came in between: the transaction never came to this moment');
          }
          return came;
        },
      };
    },
    stop: () => empty.drop(),
  };
}

export type RaceGround = NonNullable<Awaited<ReturnType<typeof raceGroundFor>>>;
