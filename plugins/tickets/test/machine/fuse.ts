import type { Database } from '@guildhall/sdk';

/** The process ends. */
export class Crash extends Error {}

/** Counts what a process changes, and ends it when it was enough. */
export class Fuse {
  #left: number;

  constructor(steps = Number.POSITIVE_INFINITY) {
    this.#left = steps;
  }

  /** @throws Crash */
  burn(): void {
    this.#left -= 1;
    if (this.#left < 0) {
      throw new Crash();
    }
  }

  /** The database, as the process has it: it may end before each transaction. */
  on(database: Database): Database {
    return {
      read: () => database.read(),
      transaction: async (work) => {
        this.burn();
        return database.transaction(work);
      },
    };
  }
}
