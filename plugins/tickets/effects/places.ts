/** Gives a place back. It is called once. */
export type Leave = () => void;

/**
 * A few places for what takes much of the machine, such as a thread. Who finds none waits in line; a job, which is not to
 * wait, is called when there is one, and comes again.
 */
export class Places {
  #free: number;
  readonly #line: ((leave: Leave) => void)[] = [];
  readonly #called: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Waits for a place. */
  async take(): Promise<Leave> {
    return this.#free > 0 ? this.#taken() : new Promise((resolve) => this.#line.push(resolve));
  }

  /** Takes a place if there is one. */
  tryTake(): Leave | undefined {
    return this.#free > 0 ? this.#taken() : undefined;
  }

  /** Calls once when there is a place, which may be now. Another one may be faster. */
  whenFree(call: () => void): void {
    if (this.#free > 0) {
      call();
    } else {
      this.#called.push(call);
    }
  }

  #taken(): Leave {
    this.#free -= 1;
    return () => {
      this.#free += 1;
      const next = this.#line.shift();
      if (next) {
        next(this.#taken());
      } else {
        this.#called.shift()?.();
      }
    };
  }
}
