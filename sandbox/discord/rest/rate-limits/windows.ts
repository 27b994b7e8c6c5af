/** Requests that were counted since a window opened. */
export interface Window {
  used: number;
  /** Unix milliseconds at which it closes; the next request opens a new one. */
  readonly resetAt: number;
}

/** How many windows are kept before those that have closed are looked for. */
const SWEEP_FROM = 1_000;

/** Counts by key in fixed windows of time. Keys that are idle are forgotten. */
export class Windows {
  readonly #windows = new Map<string, Window>();
  #sweepAt = SWEEP_FROM;

  /** How many keys are remembered. */
  get size(): number {
    return this.#windows.size;
  }

  /** The open window of `key`, if there is one. */
  look(key: string, now: number): Window | undefined {
    const window = this.#windows.get(key);
    return window && window.resetAt > now ? window : undefined;
  }

  /** Counts one for `key` unless its window is full. @returns the window, and whether it was counted. */
  take(key: string, { limit, window: length }: { limit: number; window: number }, now: number) {
    let window = this.look(key, now);
    if (!window) {
      if (this.#windows.size >= this.#sweepAt) this.#sweep(now);
      window = { used: 0, resetAt: now + length };
      this.#windows.set(key, window);
    }
    const taken = window.used < limit;
    if (taken) window.used += 1;
    return { window, taken };
  }

  /** Forgets what has closed. The next time is when there are twice as many as are left, so that it costs little. */
  #sweep(now: number): void {
    for (const [key, { resetAt }] of this.#windows) if (resetAt <= now) this.#windows.delete(key);
    this.#sweepAt = Math.max(SWEEP_FROM, 2 * this.#windows.size);
  }
}
