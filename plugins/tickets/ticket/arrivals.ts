/** Lets whoever opened a ticket wait a moment until it is there. What nobody waits for any more is forgotten. */
export class Arrivals {
  readonly #waiting = new Map<string, Set<() => void>>();
  readonly #wait: (ms: number, signal: AbortSignal) => Promise<unknown>;

  /** @param wait comes back after `ms` milliseconds, or rejects when `signal` says so. */
  constructor(wait: (ms: number, signal: AbortSignal) => Promise<unknown>) {
    this.#wait = wait;
  }

  /** Comes back when the ticket has arrived, at the latest after `ms` milliseconds. */
  async of(ticket: string, ms: number): Promise<void> {
    const enough = new AbortController();
    const told = () => enough.abort();
    const waiting = this.#waiting.get(ticket) ?? new Set();
    this.#waiting.set(ticket, waiting.add(told));
    await this.#wait(ms, enough.signal).catch(() => {});
    waiting.delete(told);
    if (waiting.size === 0) {
      this.#waiting.delete(ticket);
    }
  }

  /** Whoever waits for the ticket need not any more. */
  tell(ticket: string): void {
    for (const told of this.#waiting.get(ticket) ?? []) {
      told();
    }
  }
}
