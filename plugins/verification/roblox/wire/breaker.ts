import { type Ground, nowOf } from './ground.ts';

/** How many failures in a row open it. */
const limit = 5;

/** How long it stays open: the first time, and at most, in ms. */
const rest = { first: 10_000, most: 120_000 };

/** Leaves a service alone that keeps failing: nobody waits for it, and it gets time to recover. */
export class Breaker {
  readonly #ground: Pick<Ground, 'clock'>;
  #failures = 0;
  #openings = 0;
  #openedAt: number | undefined;
  #probe: PromiseWithResolvers<void> | undefined;

  constructor(ground: Pick<Ground, 'clock'>) {
    this.#ground = ground;
  }

  /** Whether the service is left alone just now. */
  get open(): boolean {
    return this.#openedAt !== undefined && !this.#rested(this.#openedAt);
  }

  /** Asks to send a request. When it was open long enough one is sent, the others wait for it, and it decides. */
  async admits(): Promise<boolean> {
    while (this.#probe) {
      await this.#probe.promise;
    }
    if (this.open) {
      return false;
    }
    if (this.#openedAt !== undefined) {
      this.#probe = Promise.withResolvers();
    }
    return true;
  }

  /** Something came that shows the service to be well. */
  answered(): void {
    this.#failures = 0;
    this.#openings = 0;
    this.#openedAt = undefined;
    this.#decided();
  }

  /** @returns whether it opened because of that. */
  failed(): boolean {
    this.#failures += 1;
    const opens = this.#probe !== undefined || (this.#openedAt === undefined && this.#failures >= limit);
    if (opens) {
      this.#openings += 1;
      this.#openedAt = nowOf(this.#ground);
      this.#decided();
    }
    return opens;
  }

  #decided(): void {
    this.#probe?.resolve();
    this.#probe = undefined;
  }

  #rested(openedAt: number): boolean {
    const passed = nowOf(this.#ground) - openedAt;
    // A clock that was put back must not keep it open.
    return passed < 0 || passed >= Math.min(rest.most, rest.first * 2 ** Math.min(16, this.#openings - 1));
  }
}
