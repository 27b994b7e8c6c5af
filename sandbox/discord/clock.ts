/** The last time that the clock shows, in Unix milliseconds: the end of 2099. Discord's ids reach to 2154. */
const LAST_TIME = Date.UTC(2100, 0) - 1;

/**
 * The time that every Discord rule reads: token expiry, rate limits, slow mode, timeouts, signed links.
 *
 * It runs with the machine's clock until it is frozen or moved. Sockets, heartbeats and injected delays keep to
 * real time, so that a jump of an hour does not cut every connection.
 */
export class Clock {
  #offset = 0;
  #frozenAt: number | undefined;
  /** The last time that was written out: the same one is often wanted again. */
  #written = { at: Number.NaN, text: '' };
  readonly #listeners = new Set<() => void>();

  /** Milliseconds since the Unix epoch. */
  now(): number {
    return this.#frozenAt ?? Date.now() + this.#offset;
  }

  /** The time as Discord writes it. */
  iso(at = this.now()): string {
    if (at !== this.#written.at)
      this.#written = { at, text: `${new Date(at).toISOString().slice(0, -1)}000+00:00` };
    return this.#written.text;
  }

  get frozen(): boolean {
    return this.#frozenAt !== undefined;
  }

  /** Stops the clock where it is, or at `at` (milliseconds since the epoch). */
  freeze(at = this.now()): void {
    needTime(at);
    this.#frozenAt = at;
    this.#moved();
  }

  /** Lets a frozen clock run on from where it stands. */
  resume(): void {
    if (this.#frozenAt === undefined) return;
    this.#offset = this.#frozenAt - Date.now();
    this.#frozenAt = undefined;
    this.#moved();
  }

  /**
   * Moves the clock forward by `ms` milliseconds.
   * @throws RangeError when `ms` is negative or not a number (Discord's ids are made of time and must not go back), or
   * leads beyond 2099.
   */
  advance(ms: number): void {
    if (!(ms >= 0)) throw new RangeError(`the clock moves forward only: ${ms}`);
    needTime(this.now() + ms);
    if (this.#frozenAt === undefined) this.#offset += ms;
    else this.#frozenAt += ms;
    this.#moved();
  }

  /** Calls `listener` after every freeze, resume and move. @returns a function that ends it. */
  onMove(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #moved(): void {
    for (const listener of this.#listeners) listener();
  }
}

function needTime(at: number): void {
  if (!(at >= 0 && at <= LAST_TIME)) throw new RangeError(`the clock ends with the year 2099: ${at}`);
}
