import { createHash } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { DiscordError } from '../../errors.ts';
import { type Call, type Route, routeShape } from '../route.ts';
import {
  defaultRateLimit,
  globalRateLimit,
  invalidRequestLimit,
  RateLimited,
  type RateLimitRow,
  rateLimitTable,
  type Sublimit,
  sublimits,
} from './rate-limit-table.ts';
import { Windows } from './windows.ts';

/** The limits of one route, looked up once when it is mounted. */
interface Limits {
  readonly limit: number;
  readonly window: number;
  /** What Discord calls the bucket: says nothing, and is the same for routes that share one. */
  readonly bucket: string;
  readonly sublimit: Sublimit | undefined;
  /** Names of the parameters that have a bucket for each of their values. */
  readonly major: readonly string[];
  readonly exempt: boolean;
}

/** Counts requests in fixed windows, as Discord's headers describe them, by the world's clock. */
export class RateLimits {
  readonly #clock: Clock;
  readonly #table: readonly RateLimitRow[];
  readonly #buckets: Windows;
  readonly #global: Windows;
  readonly #sublimits: Windows;
  readonly #invalid: Windows;

  /** @param first rows that stand before the table's own. */
  constructor(clock: Clock, first: readonly RateLimitRow[] = []) {
    this.#clock = clock;
    this.#table = [...first, ...rateLimitTable];
    this.#buckets = new Windows();
    this.#global = new Windows();
    this.#sublimits = new Windows();
    this.#invalid = new Windows();
  }

  /** Counts an answer that Discord counts as an invalid request of `address`, if it is one. */
  refused(address: string, error: DiscordError): void {
    if (error.status !== 401 && error.status !== 403 && error.status !== 429) return;
    if (error instanceof RateLimited && error.scope === 'shared') return;
    this.#invalid.take(address, invalidRequestLimit, this.#clock.now());
  }

  /** @returns for how many milliseconds more `address` is shut out for its invalid requests, if it is. */
  shutOut(address: string): number | undefined {
    const now = this.#clock.now();
    const window = this.#invalid.look(address, now);
    return window && window.used >= invalidRequestLimit.limit ? window.resetAt - now : undefined;
  }

  /** The limits of `route`, for `take`. */
  of(route: Route): Limits {
    const shape = `${route.method} ${routeShape(route.path)}` as const;
    const row = this.#table.find(({ routes }) => (routes as readonly string[]).includes(shape));
    const names = Array.from(route.path.matchAll(/:([^/]+)/g), ([, name]) => name!);
    const noun = route.path.split('/')[1];
    return {
      ...(row ?? defaultRateLimit),
      bucket: createHash('md5')
        .update(row ? row.routes.join() : shape)
        .digest('hex'),
      sublimit: sublimits.find((sublimit) => sublimit.route === shape),
      major:
        noun === 'webhooks'
          ? names.slice(0, 2)
          : noun === 'channels' || noun === 'guilds'
            ? names.slice(0, 1)
            : [],
      exempt: route.exempt ?? false,
    };
  }

  /**
   * Counts a request.
   * @param caller whose limits they are: a bot, a person, or an address.
   * @returns the headers that tell the caller how it stands, and the refusal when it is over a limit.
   */
  take(
    limits: Limits,
    caller: string,
    params: Record<string, string>,
  ): { headers: Record<string, string> | undefined; refusal: RateLimited | undefined } {
    const now = this.#clock.now();
    if (!limits.exempt) {
      const { window, taken } = this.#global.take(caller, globalRateLimit, now);
      if (!taken) return { headers: undefined, refusal: new RateLimited(window.resetAt - now, 'global') };
    }
    if (limits.limit === Number.POSITIVE_INFINITY) return { headers: undefined, refusal: undefined };
    let key = `${limits.bucket}:${caller}`;
    for (const name of limits.major) key += `:${params[name]}`;
    const { window, taken } = this.#buckets.take(key, limits, now);
    const wait = window.resetAt - now;
    const headers = {
      'x-ratelimit-limit': String(limits.limit),
      'x-ratelimit-remaining': String(limits.limit - window.used),
      'x-ratelimit-reset': (window.resetAt / 1000).toFixed(3),
      'x-ratelimit-reset-after': (wait / 1000).toFixed(3),
      'x-ratelimit-bucket': limits.bucket,
    };
    return { headers, refusal: taken ? undefined : new RateLimited(wait, 'user') };
  }

  /**
   * Looks whether a request does something that has a limit of its own.
   * @returns what to call when it has been done, if it counts.
   * @throws RateLimited when there were too many of its kind.
   */
  sublimit({ sublimit }: Limits, call: Call): (() => void) | undefined {
    if (!sublimit?.counts(call)) return undefined;
    const now = this.#clock.now();
    const key = `${sublimit.route}:${Object.values(call.params).join(':')}`;
    const window = this.#sublimits.look(key, now);
    if (window && window.used >= sublimit.limit) throw new RateLimited(window.resetAt - now, 'user');
    return () => this.#sublimits.take(key, sublimit, now);
  }
}
