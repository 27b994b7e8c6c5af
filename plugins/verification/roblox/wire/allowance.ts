import { type Ground, nowOf } from './ground.ts';

/** What is sent to a service that has not told its limit: Roblox publishes none for its old hosts. */
const assumed = { calls: 30, per: 60_000 };

/** How many calls are kept for people who wait: a third, but not more than this. */
const mostKept = 10;

/** The longest time that a service is left alone because of what a header says, in ms. */
const longestRest = 15 * 60_000;

/** How long to leave a service alone that refuses and does not say until when: the first time, and at most. */
const rest = { first: 1_000, most: 60_000 };

/** Shorter waits are not worth waking up for, in ms. */
const shortest = 20;

/** How much may be asked of a service: a bucket that runs full again evenly, and follows what the service tells. */
export class Allowance {
  readonly #ground: Pick<Ground, 'clock'>;
  #limit = assumed;
  #tokens = assumed.calls;
  #at: number;
  #closedUntil = 0;
  #refusals = 0;

  constructor(ground: Pick<Ground, 'clock'>) {
    this.#ground = ground;
    this.#at = nowOf(ground);
  }

  /** Takes a call. @returns 0, or in how many ms there may be one to take. */
  take(background: boolean): number {
    const wait = this.wait(background);
    if (wait === 0) {
      this.#tokens -= 1;
    }
    return wait;
  }

  /** In how many ms there may be a call to take; 0 is now. */
  wait(background: boolean): number {
    const now = this.#refill();
    const closed = this.#closedUntil - now;
    if (closed > 0 && closed <= longestRest) {
      return Math.max(shortest, closed);
    }
    const { calls, per } = this.#limit;
    const needed = 1 + (background ? Math.min(mostKept, Math.floor(calls / 3)) : 0);
    // Sums of fractions: a token that is there but for a rounding error is there.
    const missing = needed - this.#tokens - 1e-6;
    return missing <= 0 ? 0 : Math.min(longestRest, Math.max(shortest, Math.ceil((missing * per) / calls)));
  }

  /** Follows the `x-ratelimit` headers of an answer. Source: https://create.roblox.com/docs/cloud/reference/rate-limits */
  follow(headers: Headers): void {
    this.#refill();
    const limit = tightest(headers.get('x-ratelimit-limit') ?? '');
    const remaining = count(headers.get('x-ratelimit-remaining'));
    if (limit && (limit.calls !== this.#limit.calls || limit.per !== this.#limit.per)) {
      this.#limit = limit;
      this.#tokens = remaining ?? limit.calls;
    }
    this.#tokens = Math.min(this.#tokens, remaining ?? this.#tokens, this.#limit.calls);
    const reset = count(headers.get('x-ratelimit-reset'));
    if (remaining === 0 && reset !== undefined) {
      this.#close(reset * 1000);
    }
  }

  /** The service refused a call. @param wait the ms that it asked to wait: that counts more than any other header. */
  refused(wait: number | undefined): void {
    this.#refusals += 1;
    if (wait) {
      this.#closedUntil = 0;
    }
    this.#close(wait || Math.min(rest.most, rest.first * 2 ** Math.min(16, this.#refusals - 1)));
  }

  /** The service took a call. */
  accepted(): void {
    this.#refusals = 0;
  }

  #close(ms: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, nowOf(this.#ground) + Math.min(longestRest, ms));
  }

  #refill(): number {
    const now = nowOf(this.#ground);
    const { calls, per } = this.#limit;
    this.#tokens = Math.min(calls, this.#tokens + (Math.max(0, now - this.#at) * calls) / per);
    this.#at = now;
    return now;
  }
}

/** The slowest of limits like `1000, 1000;w=60, 50;w=1`, where `w` is in seconds. */
function tightest(text: string): { calls: number; per: number } | undefined {
  return [...text.matchAll(/(\d{1,6})\s*;\s*w=(\d{1,4})/g)]
    .map(([, calls, seconds]) => ({ calls: Number(calls), per: Number(seconds) * 1000 }))
    .filter(({ calls, per }) => calls > 0 && per > 0)
    .sort((one, other) => one.calls / one.per - other.calls / other.per)[0];
}

function count(text: string | null): number | undefined {
  return text !== null && /^\d{1,7}$/.test(text.trim()) ? Number(text) : undefined;
}
