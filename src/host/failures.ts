import { DiscordAPIError, HTTPError } from 'discord.js';
import { isOutage } from '../jobs/retry.ts';

/** How far back runs are looked at, in ms. */
const window = 60_000;
/** How many runs are remembered at most. */
const remembered = 1_000;

/** The runs of one generation, looked at for whether it does more harm than good. Times in ms. */
export class Failures {
  #runs: { readonly at: number; readonly failed: boolean }[] = [];

  count(at: number, failed: boolean): void {
    // While nothing fails there is nothing to weigh.
    if (failed || this.#runs.length > 0) {
      this.#runs.push({ at, failed });
    }
    while (this.#runs[0] && (this.#runs[0].at < at - window || this.#runs.length > remembered)) {
      this.#runs.shift();
    }
  }

  /** Whether at least `least` runs of the last minute failed, and most of all did. */
  mostFail(least: number): boolean {
    const failed = this.#runs.filter((run) => run.failed).length;
    return failed >= least && failed * 2 > this.#runs.length;
  }
}

/** Discord being away or saying no, or the way to it being cut, is not the plugin's fault. */
export function isOthersFault(error: unknown): boolean {
  return error instanceof DiscordAPIError || error instanceof HTTPError || isOutage(error);
}
