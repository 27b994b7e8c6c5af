import { Bell } from './bell.ts';
import { type JobRunOptions, release, runJob } from './job-run.ts';
import { HostJob, type JobRow } from './job-table.ts';
import { type LeaseOptions, Leases } from './leases.ts';
import { Pace } from './pace.ts';
import type { Schedules } from './schedules.ts';

const defaults = { limit: 10, pollMs: 1_000, leaseMs: 6_000, waitMs: 5 * 60_000, runMs: 15 * 60_000 };

/** Times that count how long something takes are in ms of real time. */
export interface RunnerOptions
  extends Omit<LeaseOptions, 'leaseMs'>,
    Omit<JobRunOptions, 'waitMs' | 'runMs'>,
    Partial<typeof defaults> {
  /** The repeating tasks, looked at with every poll. */
  readonly schedules?: Schedules;
  /** Is told what went wrong with the database or in a callback; the runner goes on. */
  readonly onError: (error: unknown) => void;
  /** Whether people wait for answers: while the process has its hands full, fewer jobs run then. */
  readonly hurry?: () => boolean;
  /** How many jobs run at once. */
  readonly limit?: number;
  /** How often to look for due jobs when nobody wakes the runner. */
  readonly pollMs?: number;
  /** A process that is gone for so long loses its jobs to the others. */
  readonly leaseMs?: number;
}

/**
 * Runs the jobs in the database, each at least once. Several runners, in one process or many, share the work. A job
 * whose process dies is run again once its lease is over.
 */
export class JobRunner {
  readonly #options: RunnerOptions & typeof defaults;
  readonly #leases: Leases;
  readonly #pace: Pace;
  readonly #bell = new Bell();
  readonly #running = new Map<string, { readonly row: JobRow; readonly over: Promise<void> }>();
  #loop: Promise<void> | undefined;
  #renewals: NodeJS.Timeout | undefined;
  #stopping = false;
  #resumes = 0;
  #ticked = { now: 0, real: 0 };

  constructor(options: RunnerOptions) {
    this.#options = { ...defaults, ...options };
    this.#leases = new Leases(this.#options);
    const { limit: most, hurry = () => false } = this.#options;
    this.#pace = new Pace({ most, hurry });
  }

  /** How many jobs run in this process. */
  get running(): number {
    return this.#running.size;
  }

  start(): void {
    this.#renewals ??= setInterval(() => void this.#guarded(() => this.#renew()), this.#options.leaseMs / 3);
    this.#loop ??= this.#work();
  }

  /** Looks for due jobs at once: call it after a transaction that added one. */
  wake(): void {
    this.#bell.ring();
  }

  /** The plugin is there again, or on again in a guild: its jobs wait no longer. */
  async resume(plugin: string, guild?: string): Promise<void> {
    this.#resumes++;
    await this.#options
      .em()
      .nativeUpdate(
        HostJob,
        { plugin, state: 'waiting', ...(guild === undefined ? {} : { guild }) },
        { state: 'ready', runAt: this.#options.clock.now() },
      );
    this.wake();
  }

  /** Takes no more jobs and waits up to `graceMs` for those that run; then gives the rest back. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    this.wake();
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, graceMs);
    });
    await Promise.race([this.#drained(), grace]);
    clearTimeout(timer);
    clearInterval(this.#renewals);
    await Promise.all(this.#rows().map((row) => this.#guarded(() => release(row, this.#leases))));
  }

  async #drained(): Promise<void> {
    await this.#loop;
    await Promise.all([...this.#running.values()].map(({ over }) => over));
  }

  async #work(): Promise<void> {
    while (!this.#stopping) {
      await this.#guarded(async () => {
        await this.#tick();
        await this.#fill();
      });
      await this.#bell.sleep(this.#options.pollMs);
    }
  }

  /** Once a poll, and when the clock was moved: whoever wakes the runner a hundred times a second did so for a job. */
  async #tick(): Promise<void> {
    const { clock, pollMs, schedules } = this.#options;
    const [now, real] = [clock.now().getTime(), performance.now()];
    if (Math.abs(now - this.#ticked.now) >= pollMs || real - this.#ticked.real >= pollMs) {
      this.#ticked = { now, real };
      await schedules?.tick();
    }
  }

  async #fill(): Promise<void> {
    const free = this.#pace.limit - this.#running.size;
    if (free <= 0 || this.#stopping) {
      return;
    }
    for (const taken of await this.#leases.take(free, this.#rows())) {
      const { row } = taken;
      if (this.#stopping) {
        await release(row, this.#leases);
        continue;
      }
      const over = this.#guarded(() => runJob(taken, this.#leases, this.#options, () => this.#resumes)).then(
        () => {
          this.#running.delete(row.id);
          this.wake();
        },
      );
      this.#running.set(row.id, { row, over });
    }
  }

  async #renew(): Promise<void> {
    if (this.#running.size > 0) {
      await this.#leases.renew(this.#rows());
    }
  }

  #rows(): JobRow[] {
    return [...this.#running.values()].map(({ row }) => row);
  }

  async #guarded(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.onError(error);
    }
  }
}
