import type { EntityManager } from '@mikro-orm/core';
import type { Clock } from '../sdk/clock.ts';
import { compareAndSet, conflictOf } from '../sdk/database.ts';
import { HostJob, type JobState, slotOf } from './job-table.ts';

/** Whose jobs: of one plugin, of one guild (null: of none), or all. Staff see and touch those of their own guild only. */
export interface JobFilter {
  readonly plugin?: string;
  readonly guild?: string | null;
}

export interface JobCounts {
  readonly plugin: string;
  readonly state: JobState;
  readonly count: number;
}

export interface LaidAside {
  readonly count: number;
  readonly last: Date;
  /** What the last one failed with. */
  readonly error: string;
}

export interface JobDeskOptions {
  /** A fresh EntityManager on the host's tables, outside of any transaction. */
  readonly em: () => EntityManager;
  readonly clock: Clock;
  /** Wakes the runner. */
  readonly wake: () => void;
}

const states: readonly JobState[] = ['ready', 'waiting', 'running', 'parked'];

/** Where staff and owners see the jobs, and decide about those that were laid aside. */
export class JobDesk {
  readonly #options: JobDeskOptions;

  constructor(options: JobDeskOptions) {
    this.#options = options;
  }

  /** Runs all parked jobs again. @returns how many. */
  async retryAll(filter: JobFilter): Promise<number> {
    const parked = await this.#options
      .em()
      .find(HostJob, { ...filter, state: 'parked' }, { fields: ['id'], disableIdentityMap: true });
    let again = 0;
    for (const { id } of parked) {
      again += (await this.#retry(id, filter)) ? 1 : 0;
    }
    return again;
  }

  /** How many jobs of a guild were laid aside, by plugin, when the last one was, and why. @param guild null: of none. */
  async laidAside(guild: string | null): Promise<ReadonlyMap<string, LaidAside>> {
    const rows = await this.#options.em().find(
      HostJob,
      { guild, state: 'parked' },
      {
        fields: ['plugin', 'parkedAt', 'lastError'],
        orderBy: { parkedAt: 'asc' },
        disableIdentityMap: true,
      },
    );
    const found = new Map<string, LaidAside>();
    for (const { plugin, parkedAt, lastError } of rows) {
      const count = (found.get(plugin)?.count ?? 0) + 1;
      found.set(plugin, { count, last: parkedAt!, error: lastError ?? '' });
    }
    return found;
  }

  /** How many jobs each of `plugins` has in each state; what is 0 is there too, for the metrics. */
  async counts(plugins: readonly string[]): Promise<JobCounts[]> {
    const em = this.#options.em();
    const counts: JobCounts[] = [];
    for (const plugin of plugins) {
      for (const state of states) {
        counts.push({ plugin, state, count: await em.count(HostJob, { plugin, state }) });
      }
    }
    return counts;
  }

  /** How long the job that is most behind has been due, in ms; 0 when none is. */
  async delay(): Promise<number> {
    const now = this.#options.clock.now();
    const job = await this.#options
      .em()
      .findOne(
        HostJob,
        { state: 'ready', runAt: { $lte: now } },
        { orderBy: { runAt: 'asc' }, disableIdentityMap: true },
      );
    return job ? now.getTime() - job.runAt.getTime() : 0;
  }

  /** Runs a parked job again, with all its tries. @returns false when it is not there (any more). */
  async #retry(id: string, filter: JobFilter): Promise<boolean> {
    const em = this.#options.em();
    const where = { ...filter, id, state: 'parked' as const };
    const job = await em.findOne(HostJob, where, { disableIdentityMap: true });
    if (!job) {
      return false;
    }
    try {
      const change = { state: 'ready' as const, slot: slotOf(job, 'ready'), attempts: 0, parkedAt: null };
      const found = await compareAndSet(em, HostJob, where, { ...change, runAt: this.#options.clock.now() });
      this.#options.wake();
      return found;
    } catch (error) {
      if (conflictOf(error) === undefined) {
        throw error;
      }
      // A newer one of its key is about to run: that is the retry.
      return (await em.nativeDelete(HostJob, where)) > 0;
    }
  }
}
