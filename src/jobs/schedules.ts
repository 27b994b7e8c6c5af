import type { EntityManager } from '@mikro-orm/core';
import type { Clock } from '../sdk/clock.ts';
import { compareAndSet } from '../sdk/database.ts';
import { newJob } from './job-queue.ts';
import { HostJob, HostSchedule } from './job-table.ts';
import { type Rhythm, rhythmOf, type ScheduledTaskFacts } from './rhythm.ts';

export interface ScheduleOptions {
  /** A fresh EntityManager on the host's tables, outside of any transaction. */
  readonly em: () => EntityManager;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Is told of a task whose rhythm cannot be read; the others go on. */
  readonly onProblem: (task: ScheduledTaskFacts, problem: RangeError) => void;
}

interface Repeating {
  readonly id: string;
  readonly task: ScheduledTaskFacts;
  readonly rhythm: Rhythm;
}

/**
 * The repeating tasks of the pieces that are loaded now. A row for each says when it is next due; whoever moves that on
 * adds the job in the same transaction, so each period brings one job however many processes there are. Periods that
 * were missed bring one job in all. The row of a piece that no process has loaded lies still.
 */
export class Schedules {
  readonly #options: ScheduleOptions;
  #repeating = new Map<string, Repeating>();
  #looked = new Date(0);

  constructor(options: ScheduleOptions) {
    this.#options = options;
  }

  /** Takes over what is loaded now, of all plugins. Tasks that are new or have another rhythm begin a new period. */
  async sync(tasks: readonly ScheduledTaskFacts[]): Promise<void> {
    const repeating = new Map(tasks.flatMap((task) => this.#read(task)).map((one) => [one.id, one]));
    await this.#begin([...repeating.values()]);
    this.#repeating = repeating;
  }

  /** Adds a job for each task that is due. @returns how many there were. */
  async tick(): Promise<number> {
    const now = this.#options.clock.now();
    if (now < this.#looked) {
      await this.#begin([...this.#repeating.values()]);
    }
    this.#looked = now;
    if (this.#repeating.size === 0) {
      return 0;
    }
    const due = await this.#options
      .em()
      .find(
        HostSchedule,
        { id: { $in: [...this.#repeating.keys()] }, nextRunAt: { $lte: now } },
        { disableIdentityMap: true },
      );
    let added = 0;
    for (const { id, nextRunAt } of due) {
      const one = this.#repeating.get(id);
      if (one && (await this.#fire(one, nextRunAt, now))) {
        added++;
      }
    }
    return added;
  }

  #read(task: ScheduledTaskFacts): Repeating[] {
    try {
      const rhythm = rhythmOf(task);
      return rhythm ? [{ id: `${task.plugin}/${task.name}`, task, rhythm }] : [];
    } catch (error) {
      if (!(error instanceof RangeError)) {
        throw error;
      }
      this.#options.onProblem(task, error);
      return [];
    }
  }

  async #begin(repeating: readonly Repeating[]): Promise<void> {
    const em = this.#options.em();
    const now = this.#options.clock.now();
    for (const { id, task, rhythm } of repeating) {
      const row = { rhythm: rhythm.text, nextRunAt: rhythm.next(now) };
      await em.upsert(
        HostSchedule,
        { id, plugin: task.plugin, name: task.name, ...row },
        { onConflictAction: 'ignore', disableIdentityMap: true },
      );
      // A time behind the next one was written under another rhythm, or before the clock was set back.
      await em.nativeUpdate(
        HostSchedule,
        { id, $or: [{ rhythm: { $ne: row.rhythm } }, { nextRunAt: { $gt: row.nextRunAt } }] },
        row,
      );
    }
  }

  async #fire({ id, task, rhythm }: Repeating, due: Date, now: Date): Promise<boolean> {
    return this.#options.em().transactional(async (em) => {
      const won = await compareAndSet(
        em,
        HostSchedule,
        { id, rhythm: rhythm.text, nextRunAt: due },
        { nextRunAt: rhythm.next(now, due) },
      );
      if (!won) {
        return false;
      }
      const job = newJob({
        id: this.#options.newId(),
        plugin: task.plugin,
        name: task.name,
        payload: {},
        key: `@schedule:${task.name}`,
        runAt: now,
        now,
      });
      // The run of an earlier period that still waits, or is about to be tried again, stands for this one too.
      await em.upsert(HostJob, job, {
        onConflictFields: ['slot'],
        onConflictAction: 'ignore',
        disableIdentityMap: true,
      });
      return true;
    });
  }
}
