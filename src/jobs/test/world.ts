import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EntityManager } from '@mikro-orm/core';
import { vi } from 'vitest';
import { emptyPostgres, NoServer } from '../../../tools/empty-database.ts';
import { Connection, type Orm } from '../../data/connection.ts';
import type { Clock } from '../../sdk/clock.ts';
import type { Jobs } from '../../sdk/jobs.ts';
import { JobDesk } from '../job-desk.ts';
import { jobsOf } from '../job-queue.ts';
import type { Job, JobOutcome } from '../job-run.ts';
import { HostJob, type JobRow, jobTable, scheduleTable } from '../job-table.ts';
import { JobRunner, type RunnerOptions } from '../runner.ts';
import { Schedules } from '../schedules.ts';

export const kinds = ['an SQLite file', 'SQLite in memory', 'PostgreSQL'] as const;
export type Kind = (typeof kinds)[number];

/** A clock that stands still until it is moved. */
export class StillClock implements Clock {
  #now = Date.UTC(2030, 0, 1, 12);

  now(): Date {
    return new Date(this.#now);
  }

  /** @param ms may be negative. */
  move(ms: number): void {
    this.#now += ms;
  }
}

/** A database with the tables of the jobs, and processes that share it. */
export class World implements AsyncDisposable {
  readonly clock = new StillClock();
  readonly realTime = new StillClock();
  /** What the callbacks for errors were told. */
  readonly errors: unknown[] = [];
  /** The errors of jobs that were laid aside, and of whom staff were told. */
  readonly notices: string[] = [];
  readonly #orms: Orm[];
  readonly #runners: JobRunner[] = [];
  readonly #close: () => Promise<void>;

  constructor(orms: Orm[], close: () => Promise<void>) {
    this.#orms = orms;
    this.#close = close;
  }

  /** Each process has its own way into the database, where the database allows it. */
  em(process = 0): EntityManager {
    return this.#orms[process % this.#orms.length]!.em.fork();
  }

  jobs(plugin = 'pads'): Jobs {
    return jobsOf(plugin, { clock: this.clock, newId: randomUUID });
  }

  /** Adds one job in a transaction of its own. */
  add(
    name: string,
    payload: Record<string, unknown> = {},
    options?: Parameters<Jobs['add']>[3],
  ): Promise<void> {
    return this.em().transactional((em) => this.jobs().add(em, name, payload, options));
  }

  /** Every job that is there, the oldest time first. */
  rows(where: Partial<JobRow> = {}): Promise<JobRow[]> {
    return this.em().find(HostJob, where, { orderBy: { runAt: 'asc', name: 'asc' } });
  }

  runner(
    execute: (job: Job) => Promise<JobOutcome>,
    options: Partial<RunnerOptions> & { process?: number } = {},
  ) {
    const { process = this.#runners.length, ...rest } = options;
    const runner = new JobRunner({
      em: () => this.em(process),
      owner: `process ${process}`,
      clock: this.clock,
      realTime: this.realTime,
      random: () => 0.5,
      execute,
      pollMs: 10,
      onError: (error) => this.errors.push(error),
      onParked: (_, error) => this.notices.push(error),
      ...rest,
    });
    this.#runners.push(runner);
    runner.start();
    return runner;
  }

  schedules(process = 0): Schedules {
    return new Schedules({
      em: () => this.em(process),
      clock: this.clock,
      newId: randomUUID,
      onProblem: (_, problem) => this.errors.push(problem),
    });
  }

  desk(): JobDesk {
    return new JobDesk({ em: () => this.em(), clock: this.clock, wake: () => {} });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // A connection is closed when nothing is on its way in it.
    await Promise.all(this.#runners.map((runner) => runner.stop(500)));
    await this.#close();
  }
}

/** Opens an empty database of its own. Skips the test where there is no server for it. */
export async function world(kind: Kind, skip: (why: string) => never): Promise<World> {
  if (kind === 'PostgreSQL') {
    return onPostgres(skip);
  }
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-jobs-'));
  const url = kind === 'SQLite in memory' ? 'sqlite::memory:' : `sqlite:${join(folder, 'test.db')}`;
  return open([url], async () => rmSync(folder, { recursive: true }));
}

async function onPostgres(skip: (why: string) => never): Promise<World> {
  const { url, drop } = await emptyPostgres().catch((error) => {
    throw error instanceof NoServer ? skip(error.message) : error;
  });
  return open([url, url], drop);
}

/** Opens the database behind each url, and makes the tables. */
export async function open(
  urls: readonly string[],
  remove: () => Promise<void> = async () => {},
): Promise<World> {
  const connections: Connection[] = [];
  const orms: Orm[] = [];
  for (const url of urls) {
    const connection = await Connection.open(url);
    connections.push(connection);
    orms.push(await connection.orm(`jobs ${randomUUID()}`, 'host', [jobTable(), scheduleTable()]));
  }
  await orms[0]!.schema.update({ safe: true });
  return new World(orms, async () => {
    await Promise.all(connections.map((connection) => connection.close()));
    await remove();
  });
}

/** Waits until `check` passes, at most `timeout` ms. */
export function until(check: () => unknown, timeout = 30_000): Promise<unknown> {
  return vi.waitFor(check, { timeout, interval: 10 });
}
