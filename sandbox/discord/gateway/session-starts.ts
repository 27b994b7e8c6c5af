import type { Clock } from '../clock.ts';
import { gatewayLimits } from '../limits.ts';
import type { Application } from '../state/types.ts';

const DAY = 24 * 60 * 60 * 1000;

/** How long an identify keeps the next one of its bucket waiting, in milliseconds. Source: Discord's docs, as above. */
const START_INTERVAL = 5_000;

interface Starts {
  used: number;
  resetsAt: number;
  /** When each concurrency bucket was last used, by the clock and in real time. */
  readonly buckets: Map<number, { at: number; realAt: number }>;
}

/** How often the applications have identified: today, and in the last five seconds. */
export class SessionStarts {
  readonly #clock: Clock;
  readonly #starts = new WeakMap<Application, Starts>();
  /** How many shards may identify at once. Discord gives 1, and 16 or more to bots with 150,000 guilds. */
  maxConcurrency = 1;
  /** How long an identify keeps the next one of its bucket waiting, in milliseconds. */
  interval = START_INTERVAL;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The session start limit object of `GET /gateway/bot`. */
  limit(application: Application) {
    const starts = this.#of(application);
    return {
      total: gatewayLimits.startsPerDay,
      remaining: Math.max(0, gatewayLimits.startsPerDay - starts.used),
      reset_after: starts.used === 0 ? 0 : starts.resetsAt - this.#clock.now(),
      max_concurrency: this.maxConcurrency,
    };
  }

  /** Counts an identify. @returns false when the application has no start left today. */
  count(application: Application): boolean {
    const starts = this.#of(application);
    if (starts.used === 0) starts.resetsAt = this.#clock.now() + DAY;
    starts.used += 1;
    return starts.used <= gatewayLimits.startsPerDay;
  }

  /**
   * Takes the turn of a shard's bucket, which is free again after five seconds, by the clock or in real time,
   * so that a clock that stands still locks nobody out.
   * @returns false when the bucket is taken.
   */
  takeTurn(application: Application, shardId: number): boolean {
    const { buckets } = this.#of(application);
    const key = shardId % this.maxConcurrency;
    const [at, realAt] = [this.#clock.now(), performance.now()];
    const last = buckets.get(key);
    if (last && at - last.at < this.interval && realAt - last.realAt < this.interval) return false;
    buckets.set(key, { at, realAt });
    return true;
  }

  #of(application: Application): Starts {
    let starts = this.#starts.get(application);
    if (!starts) {
      starts = { used: 0, resetsAt: 0, buckets: new Map() };
      this.#starts.set(application, starts);
    }
    if (this.#clock.now() >= starts.resetsAt) starts.used = 0;
    return starts;
  }
}
