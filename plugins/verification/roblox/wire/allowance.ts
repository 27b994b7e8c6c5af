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
  /** Fewer than none: calls that are kept for those who wait. */
  #tokens = assumed.calls;
  #at: number;
  /** Those who were sent away and will come again. */
  #awaited = 0;
  #closedUntil = 0;
  #refusals = 0;

  constructor(ground: Pick<Ground, 'clock'>) {
    this.#ground = ground;
    this.#at = nowOf(ground);
  }

  /**
   * Takes a call. Whoever waits for theirs at most `patience` ms has it kept until then; in the background it is to be
   * asked for again after the wait.
   * @returns 0, or in how many ms.
   */
  take(background: boolean, patience: number): number {
    const wait = this.wait(background);
    if (wait === 0 || (!background && wait <= patience)) {
      this.#tokens -= 1;
    }
    return wait;
  }

  /** In how many ms there may be a call to take; 0 is now. */
  wait(background: boolean): number {
    this.#refill();
    const needed = 1 + (background ? this.#kept : 0);
    // Sums of fractions: a token that is there but for a rounding error is there.
    const missing = Math.max(0, needed - this.#tokens - 1e-6);
    return roundedWait(Math.max(this.closed, this.#timeFor(missing)));
  }

  /** For how many ms the service wants to be left alone. */
  get closed(): number {
    const rest = this.#closedUntil - nowOf(this.#ground);
    // A clock that was put back must not keep it closed.
    return rest > 0 && rest <= longestRest ? rest : 0;
  }

  /** Sends somebody away. @returns in how many ms to come again: later than those who were sent away before. */
  turnAway(wait: number): number {
    this.#refill();
    const later = roundedWait(wait + this.#timeFor(this.#awaited));
    this.#awaited += 1;
    return later;
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
    // There is less than was thought: after the rest it goes on slowly.
    this.#tokens = Math.min(1 + this.#kept, this.#tokens);
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

  #refill(): void {
    const now = nowOf(this.#ground);
    const { calls, per } = this.#limit;
    const gained = (Math.max(0, now - this.#at) * calls) / per;
    this.#tokens = Math.min(calls, this.#tokens + gained);
    this.#awaited = Math.max(0, this.#awaited - gained);
    this.#at = now;
  }

  /** Calls that only people who wait may take. */
  get #kept(): number {
    return Math.min(mostKept, Math.floor(this.#limit.calls / 3));
  }

  #timeFor(calls: number): number {
    return (calls * this.#limit.per) / this.#limit.calls;
  }
}

function roundedWait(ms: number): number {
  return ms === 0 ? 0 : Math.min(longestRest, Math.max(shortest, Math.ceil(ms)));
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
