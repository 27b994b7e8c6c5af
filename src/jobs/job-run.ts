import type { Clock } from '../sdk/clock.ts';
import { Later } from '../sdk/later.ts';
import type { JobRow } from './job-table.ts';
import type { Leases, Taken } from './leases.ts';
import { mayRunAgain, pauseAfter } from './retry.ts';

/** A job as it is run. */
export interface Job {
  readonly id: string;
  readonly plugin: string;
  /** The name of a piece in the plugin's `scheduled-tasks/`. */
  readonly name: string;
  readonly guild: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Counts the runs, from 1. */
  readonly attempt: number;
}

/** `wait`: its plugin is not there, is paused or is off in the guild, or it says itself that it can do nothing now. */
export type JobOutcome = 'done' | 'wait';

/** How a run ended. */
export type JobEnd = JobOutcome | 'retry' | 'parked';

export interface JobRunOptions {
  readonly clock: Clock;
  /** Gives a number from 0 to 1. */
  readonly random: () => number;
  /** Runs the piece of the job's name through the gate. What it throws makes the job fail. */
  readonly execute: (job: Job) => Promise<JobOutcome>;
  /** Is told once when a job is laid aside, and not again while one of its key lies there. */
  readonly onParked?: ((job: Job, error: string) => unknown) | undefined;
  /** Is told how each run ended, for the metrics. */
  readonly onEnd?: ((job: Job, end: JobEnd) => unknown) | undefined;
  /** When to look again at a job that waits and that nobody called `resume` for, in ms. */
  readonly waitMs: number;
  /** The longest that a job may run, in ms of real time: then it has failed, and its place is free. */
  readonly runMs: number;
}

/** How much of an error is kept, in characters. */
const errorLimit = 1_000;

/** Runs one leased job and writes down how it ended. `resumes` counts the calls of `resume`. */
export async function runJob(
  { row, orphaned }: Taken,
  leases: Leases,
  options: JobRunOptions,
  resumes: () => number,
): Promise<void> {
  const { id, plugin, name, payload } = row;
  const job: Job = { id, plugin, name, guild: row.guild ?? null, payload, attempt: row.attempts };
  const before = resumes();
  let end: JobEnd;
  try {
    if (orphaned && !mayRunAgain(row.attempts - 1)) {
      throw new Error('the process ended each time while the job ran');
    }
    end = await within(options.runMs, options.execute(job));
  } catch (error) {
    if (error instanceof Later) {
      await unrun(row, leases, options, error.retryAfter, errorText(error));
      end = 'wait';
    } else {
      end = await failed(row, job, error, leases, options);
    }
    options.onEnd?.(job, end);
    return;
  }
  if (end === 'done') {
    await leases.finish(row);
  } else {
    // What it waits for may have come while it was being refused.
    await unrun(row, leases, options, resumes() === before ? options.waitMs : 0);
  }
  options.onEnd?.(job, end);
}

/** Gives a job back as if it had not been taken. */
export async function release(row: JobRow, leases: Leases): Promise<void> {
  const { runAt, lastError } = row;
  await leases.putBack(row, { state: 'ready', runAt, attempts: row.attempts - 1, lastError });
}

async function unrun(
  row: JobRow,
  leases: Leases,
  { clock }: JobRunOptions,
  pause: number,
  lastError = row.lastError,
): Promise<void> {
  await leases.putBack(row, {
    state: pause === 0 ? 'ready' : 'waiting',
    runAt: later(clock, pause),
    attempts: row.attempts - 1,
    lastError,
  });
}

async function failed(
  row: JobRow,
  job: Job,
  error: unknown,
  leases: Leases,
  { clock, random, onParked }: JobRunOptions,
): Promise<JobEnd> {
  const lastError = errorText(error);
  const pause = pauseAfter(error, row.attempts, random);
  if (pause !== undefined) {
    await leases.putBack(row, {
      state: 'ready',
      runAt: later(clock, pause),
      attempts: row.attempts,
      lastError,
    });
    return 'retry';
  }
  if (await leases.park(row, lastError)) {
    await onParked?.(job, lastError);
  }
  return 'parked';
}

const errorText = (error: unknown) => String(error).slice(0, errorLimit);

const later = (clock: Clock, ms: number) => new Date(clock.now().getTime() + ms);

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the job ran longer than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
