import type { Clock } from '../../discord/clock.ts';
import type { ErrorForm } from './errors.ts';
import type { Host } from './hosts.ts';

/** How many calls a host takes, and how it tells those who send more. */
export interface RateLimit {
  readonly calls: number;
  /** Milliseconds of the clock in which so many may come; a minute by default. */
  readonly per?: number | undefined;
  /** How a 429 says when to come again: in seconds (the default), as a date, or not at all. */
  readonly retryAfter?: 'seconds' | 'date' | 'none' | undefined;
  /** Whether answers have `x-ratelimit` headers; by default those of Open Cloud do. */
  readonly headers?: boolean | undefined;
  /** The shape of a 429; the host's own by default. */
  readonly form?: ErrorForm | undefined;
}

export interface Taken {
  readonly headers: Readonly<Record<string, string>>;
  /** Why the call is too many: the headers say when to come again. */
  readonly refused: RateLimit | undefined;
}

const MINUTE = 60_000;

/** A bucket that runs full again evenly. */
interface Bucket {
  tokens: number;
  at: number;
}

/**
 * Counts calls. Roblox publishes limits of Open Cloud alone: those are kept to from the start. The other hosts take any
 * number until `set` says otherwise.
 */
export class RateLimits {
  readonly #clock: Clock;
  readonly #limits = new Map<Host, RateLimit>();
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Limits a host from now on, with a full bucket; `undefined` lifts the limit. */
  set(host: Host, limit: RateLimit | undefined): void {
    if (limit) this.#limits.set(host, limit);
    else this.#limits.delete(host);
    this.#buckets.delete(host);
  }

  /** The limit that is set on a host. */
  of(host: Host): RateLimit | undefined {
    return this.#limits.get(host);
  }

  /** Counts a call of whoever `key` stands for. */
  take(key: string, limit: RateLimit): Taken {
    const { calls, per = MINUTE, retryAfter = 'seconds' } = limit;
    const now = this.#clock.now();
    const before = this.#buckets.get(key) ?? { tokens: calls, at: now };
    const bucket = { tokens: Math.min(calls, before.tokens + ((now - before.at) * calls) / per), at: now };
    this.#buckets.set(key, bucket);
    // Sums of fractions: a token that is there but for a rounding error is there.
    const admitted = bucket.tokens >= 1 - 1e-9;
    if (admitted) bucket.tokens -= 1;
    const untilFull = Math.ceil(((calls - bucket.tokens) * per) / calls / 1000);
    const window = Math.max(1, Math.round(per / 1000));
    const counted = {
      'x-ratelimit-limit': `${calls}, ${calls};w=${window}`,
      'x-ratelimit-remaining': String(Math.max(0, Math.floor(bucket.tokens + 1e-9))),
      'x-ratelimit-reset': String(untilFull),
    };
    const wait = Math.max(0, ((1 - bucket.tokens) * per) / calls);
    return {
      headers: {
        ...(limit.headers !== false && counted),
        ...(!admitted && retryAfter !== 'none' && { 'retry-after': retryAfterText(wait, retryAfter, now) }),
      },
      refused: admitted ? undefined : limit,
    };
  }

  /** Lifts all limits that were set, and fills the buckets. */
  reset(): void {
    this.#limits.clear();
    this.#buckets.clear();
  }
}

/** A `retry-after` in one of the two forms of RFC 9110, 10.2.3; a date that is long enough in whole seconds. */
export function retryAfterText(wait: number, form: 'seconds' | 'date', now: number): string {
  if (form === 'seconds') return String(Math.ceil(wait / 1000 - 1e-6));
  return new Date(Math.ceil((now + wait) / 1000) * 1000).toUTCString();
}
