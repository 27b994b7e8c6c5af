import type { Clock } from '@guildhall/sdk';

/** Time that only passes when somebody waits, or the test says so. Nobody really waits. */
export class HandTime {
  /** Unix milliseconds. */
  now = Date.UTC(2026, 4, 1, 12);
  /** What was waited for, in ms. */
  readonly waits: number[] = [];
  #deadlines: AbortController[] = [];

  readonly clock: Clock = { now: () => new Date(this.now) };

  readonly sleep = async (ms: number): Promise<void> => {
    this.waits.push(ms);
    this.now += ms;
  };

  readonly deadline = (ms: number): AbortSignal => {
    // As Node's own.
    if (!Number.isInteger(ms)) {
      throw new RangeError(`${ms} is no whole number`);
    }
    const controller = new AbortController();
    this.#deadlines.push(controller);
    return controller.signal;
  };

  pass(ms: number): void {
    this.now += ms;
  }

  /** Every request that is under way has taken too long. */
  expire(): void {
    for (const deadline of this.#deadlines.splice(0)) {
      deadline.abort();
    }
  }
}
