import type { EntityManager } from '@mikro-orm/core';
import type { Clock } from '../sdk/clock.ts';
import { compareAndSet, conflictOf } from '../sdk/database.ts';
import { HostJob, type JobRow, slotOf } from './job-table.ts';

export interface LeaseOptions {
  /** A fresh EntityManager on the host's tables, outside of any transaction: each statement stands alone. */
  readonly em: () => EntityManager;
  /** The name of this process, different from that of every other. */
  readonly owner: string;
  /** The time that jobs are due by. */
  readonly clock: Clock;
  /** Real time, never moved: leases tell whether a process lives. All processes must agree on it within a second. */
  readonly realTime: Clock;
  /** How long a lease lasts without being renewed, in ms. */
  readonly leaseMs: number;
}

const waitingSlot = (job: JobRow) => [slotOf(job, 'ready')].filter((slot) => slot !== null);

const inOrder = { runAt: 'asc', createdAt: 'asc', id: 'asc' } as const;

/** A job that this process may run now. */
export interface Taken {
  readonly row: JobRow;
  /** It was taken from a process that is gone. */
  readonly orphaned: boolean;
}

/** The jobs that one process runs: taken, renewed and given back by one conditional statement each. */
export class Leases {
  readonly #options: LeaseOptions;

  constructor(options: LeaseOptions) {
    this.#options = options;
  }

  /**
   * Takes up to `count` jobs, in the order of their times: those that are due, and those whose process is gone.
   * @param held the jobs that this process runs already.
   */
  async take(count: number, held: readonly JobRow[]): Promise<Taken[]> {
    const em = this.#options.em();
    const taken: string[] = [];
    const orphans = new Set<string>();
    const skipped = held.map(({ id }) => id);
    // While the job of a key runs, the next of that key is not looked at, here or in another process.
    const busy = held.flatMap(waitingSlot);
    for (let more = true; more && taken.length < count; ) {
      const wanted = count - taken.length;
      const candidates = await em.find(
        HostJob,
        {
          $and: [
            { $or: [this.#due(), this.#expired()] },
            { $or: [{ slot: null }, { slot: { $nin: busy } }] },
            { id: { $nin: [...skipped, ...taken] } },
          ],
        },
        {
          orderBy: inOrder,
          limit: wanted,
          disableIdentityMap: true,
        },
      );
      more = candidates.length === wanted;
      for (const job of candidates) {
        const result = await this.#takeOne(em, job);
        if (result === 'taken') {
          taken.push(job.id);
          if (job.state === 'running') {
            orphans.add(job.id);
          }
        } else {
          skipped.push(job.id);
        }
        if (result !== 'lost') {
          busy.push(...waitingSlot(job));
        }
      }
    }
    if (taken.length === 0) {
      return [];
    }
    // Read again: what was asked for may have changed between the look and the lease.
    const rows = await em.find(
      HostJob,
      { id: { $in: taken }, leaseOwner: this.#options.owner },
      { orderBy: inOrder, disableIdentityMap: true },
    );
    return rows.map((row) => ({ row, orphaned: orphans.has(row.id) }));
  }

  /** Says that this process is alive and still runs `jobs`. */
  async renew(jobs: readonly JobRow[]): Promise<void> {
    await this.#options
      .em()
      .nativeUpdate(
        HostJob,
        { id: { $in: jobs.map(({ id }) => id) }, ...this.#mine() },
        { leaseUntil: this.#until() },
      );
  }

  /** Removes a job that is done; an older one of its key that was parked is done with it. */
  async finish(job: JobRow): Promise<void> {
    const em = this.#options.em();
    await this.#dropParked(em, job);
    await em.nativeDelete(HostJob, { id: job.id, ...this.#mine() });
  }

  /**
   * Gives a job back, to be run at another time. When a newer one waits under its key, or it was cancelled, it is gone.
   */
  async putBack(
    job: JobRow,
    change: Pick<JobRow, 'runAt' | 'attempts' | 'lastError'> & { state: 'ready' | 'waiting' },
  ): Promise<void> {
    await this.#leave(this.#options.em(), job, change);
  }

  /** Lays a job aside for staff. @returns whether it is news: none of its key lay there. */
  async park(job: JobRow, lastError: string): Promise<boolean> {
    const em = this.#options.em();
    const replaced = await this.#dropParked(em, job);
    const parkedAt = this.#options.clock.now();
    return (await this.#leave(em, job, { state: 'parked', parkedAt, lastError })) && !replaced;
  }

  async #leave(
    em: EntityManager,
    job: JobRow,
    change: Partial<JobRow> & Pick<JobRow, 'state'>,
  ): Promise<boolean> {
    const mine = { id: job.id, ...this.#mine() };
    try {
      const slot = slotOf(job, change.state);
      const left = { ...change, slot, leaseOwner: null, leaseUntil: null };
      if (await compareAndSet(em, HostJob, { ...mine, cancelled: false }, left)) {
        return true;
      }
    } catch (error) {
      if (conflictOf(error) === undefined) {
        throw error;
      }
    }
    await em.nativeDelete(HostJob, mine);
    return false;
  }

  async #dropParked(em: EntityManager, job: JobRow): Promise<boolean> {
    const slot = slotOf(job, 'parked');
    return slot !== null && (await em.nativeDelete(HostJob, { slot })) > 0;
  }

  async #takeOne(em: EntityManager, job: JobRow): Promise<'taken' | 'lost' | 'key is busy'> {
    const { id, attempts, leaseOwner } = job;
    try {
      const taken = await compareAndSet(
        em,
        HostJob,
        { $and: [{ id, attempts, leaseOwner }, job.state === 'running' ? this.#expired() : this.#due()] },
        {
          state: 'running',
          slot: slotOf(job, 'running'),
          attempts: attempts + 1,
          leaseOwner: this.#options.owner,
          leaseUntil: this.#until(),
        },
      );
      return taken ? 'taken' : 'lost';
    } catch (error) {
      if (conflictOf(error) === undefined) {
        throw error;
      }
      return 'key is busy';
    }
  }

  #due() {
    return {
      state: { $in: ['ready' as const, 'waiting' as const] },
      runAt: { $lte: this.#options.clock.now() },
    };
  }

  #expired() {
    return { state: 'running' as const, leaseUntil: { $lte: this.#options.realTime.now() } };
  }

  #mine() {
    return { state: 'running' as const, leaseOwner: this.#options.owner };
  }

  #until(): Date {
    return new Date(this.#options.realTime.now().getTime() + this.#options.leaseMs);
  }
}
