/** How often the same is told within {@link window}. */
const often = 20;
/** In ms. */
const window = 60_000;

/** Keeps one error that comes over and over from filling the log. Times in ms. */
export class Repeats {
  readonly #seen = new Map<string, { since: number; times: number }>();

  /** @returns how often the same came since it was last told; undefined when it is not to be told now. */
  tell(what: string, now: number): number | undefined {
    const known = this.#seen.get(what);
    if (!known || now - known.since >= window) {
      this.#forget(now);
      this.#seen.set(what, { since: now, times: 1 });
      return known ? Math.max(known.times - often, 0) : 0;
    }
    known.times += 1;
    return known.times <= often ? 0 : undefined;
  }

  #forget(now: number): void {
    for (const [what, { since }] of this.#seen) {
      if (now - since >= window) {
        this.#seen.delete(what);
      }
    }
  }
}
