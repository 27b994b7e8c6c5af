import type { Context } from '../../context.ts';

/** The process ends here. */
export class Killed extends Error {}

/** Kills what the domain does at a chosen step: whenever it asks the clock, an id, a job, the audit log, or commits. */
export class Fuse {
  #left = Number.POSITIVE_INFINITY;
  #steps = 0;
  /** Whether the last transaction that was killed is in the database. */
  committed = false;

  /** How many steps there were since it was lit. */
  get steps(): number {
    return this.#steps;
  }

  /** @param steps after how many; none: never. */
  light(steps = Number.POSITIVE_INFINITY): void {
    this.#left = steps;
    this.#steps = 0;
    this.committed = false;
  }

  /** A context whose every step may be the last one. */
  on(context: Context): Context {
    const { clock, newId, jobs, audit, database } = context;
    return {
      ...context,
      clock: { now: () => this.#after(() => clock.now()) },
      newId: () => this.#after(newId),
      jobs: {
        add: (...given) => this.#after(() => jobs.add(...given)),
        cancel: (...given) => this.#after(() => jobs.cancel(...given)),
      },
      audit: { write: (...given) => this.#after(() => audit.write(...given)) },
      database: {
        read: () => database.read(),
        transaction: async (work) => {
          const result = await database.transaction(async (em) => {
            const result = await work(em);
            this.#step();
            return result;
          });
          this.committed = true;
          this.#step();
          this.committed = false;
          return result;
        },
      },
    };
  }

  #after<T>(work: () => T): T {
    this.#step();
    return work();
  }

  #step(): void {
    this.#steps += 1;
    this.#left -= 1;
    if (this.#left < 0) {
      this.#left = Number.POSITIVE_INFINITY;
      throw new Killed();
    }
  }
}
