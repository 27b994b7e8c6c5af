import { defineEntity, type EntityName, type InferEntity, p } from '@mikro-orm/core';

/**
 * `ready`: runs when its time comes. `waiting`: its time came, but its plugin is not there or is off. `running`: some
 * process has a lease on it. `parked`: it failed too often; staff decide.
 */
export type JobState = 'ready' | 'waiting' | 'running' | 'parked';

/** A fresh schema of the jobs' table for one ORM: plugins add jobs inside their own transactions. */
export const jobTable = () =>
  defineEntity({
    name: 'HostJob',
    tableName: 'host__job',
    indexes: [
      { name: 'host__job_due', properties: ['state', 'runAt'] },
      { name: 'host__job_guild', properties: ['guild'] },
      { name: 'host__job_key', properties: ['plugin', 'key'] },
    ],
    properties: {
      id: p.string().primary(),
      plugin: p.string(),
      name: p.string(),
      /** The `guild` of the payload: the job waits while the plugin is off there, and goes when the guild is erased. */
      guild: p.string().nullable(),
      payload: p.json<Readonly<Record<string, unknown>>>(),
      key: p.string().nullable(),
      /** See {@link slotOf}. */
      slot: p.string().nullable().unique('host__job_slot'),
      state: p.string().$type<JobState>(),
      /** When to look at it next: when it was asked for, or later after a failure or while it waits. */
      runAt: p.datetime(3),
      /** How often a run was started and did not end well. */
      attempts: p.integer(),
      /** The process that runs it, and the real time until which it is taken to be alive. */
      leaseOwner: p.string().nullable(),
      leaseUntil: p.datetime(3).nullable(),
      /** Taken back while it ran: it finishes, and is not tried again. */
      cancelled: p.boolean(),
      parkedAt: p.datetime(3).nullable(),
      lastError: p.text().nullable(),
      createdAt: p.datetime(3),
    },
  });

/** A fresh schema of the table of repeating tasks for one ORM. */
export const scheduleTable = () =>
  defineEntity({
    name: 'HostSchedule',
    tableName: 'host__schedule',
    properties: {
      /** `plugin/name` of the piece. */
      id: p.string().primary(),
      plugin: p.string(),
      name: p.string(),
      /** The rhythm in words, to see that it changed: `every 60000 ms`, `0 9 * * 1 in Europe/Madrid`. */
      rhythm: p.string(),
      nextRunAt: p.datetime(3),
    },
  });

export type JobRow = InferEntity<ReturnType<typeof jobTable>>;
export type ScheduleRow = InferEntity<ReturnType<typeof scheduleTable>>;

// Every ORM has schemas of its own, so a row's table is found by name in whatever EntityManager is at hand.
export const HostJob = 'HostJob' as unknown as EntityName<JobRow>;
export const HostSchedule = 'HostSchedule' as unknown as EntityName<ScheduleRow>;

const phases = { ready: 'waits', waiting: 'waits', running: 'runs', parked: 'parked' } as const;

/**
 * What a job with a key holds in its state. The column is unique: for each key at most one job waits, one runs and one
 * is parked. A job without a key holds nothing.
 */
export function slotOf(job: Pick<JobRow, 'plugin' | 'key'>, state: JobState): string | null {
  return job.key == null ? null : `${phases[state]}:${job.plugin}:${job.key}`;
}
