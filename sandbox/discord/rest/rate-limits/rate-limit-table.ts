import { DiscordError } from '../../errors.ts';
import type { Call, Method } from '../route.ts';

/** A limit that one or more routes share, for each caller and each channel, guild or webhook that stands first in the path. */
export interface RateLimitRow {
  /** Like `POST /channels/:/messages`: what varies is a colon alone. */
  readonly routes: readonly `${Method} /${string}`[];
  /** Requests in a window; `Infinity` is no limit, and no headers. */
  readonly limit: number;
  /** Milliseconds, from the first request on. */
  readonly window: number;
}

/**
 * The limits of single routes. Discord publishes none of these: they are what bots were told in headers, as the
 * community has written it down. https://docs.discord.com/developers/topics/rate-limits says how they are told.
 */
export const rateLimitTable: readonly RateLimitRow[] = [
  { routes: ['POST /interactions/:/:/callback'], limit: Number.POSITIVE_INFINITY, window: 0 },
  { routes: ['POST /channels/:/messages'], limit: 5, window: 5_000 },
  { routes: ['PATCH /channels/:/messages/:'], limit: 5, window: 5_000 },
  { routes: ['DELETE /channels/:/messages/:'], limit: 5, window: 1_000 },
  { routes: ['POST /channels/:/messages/bulk-delete'], limit: 1, window: 1_000 },
  {
    routes: [
      'PUT /channels/:/messages/:/reactions/:/@me',
      'DELETE /channels/:/messages/:/reactions/:/@me',
      'DELETE /channels/:/messages/:/reactions/:/:',
    ],
    limit: 1,
    window: 250,
  },
  { routes: ['POST /channels/:/typing'], limit: 5, window: 5_000 },
  { routes: ['PATCH /channels/:'], limit: 10, window: 15_000 },
  { routes: ['PATCH /guilds/:/members/:'], limit: 10, window: 10_000 },
  { routes: ['PATCH /guilds/:/members/@me'], limit: 1, window: 1_000 },
  {
    routes: ['PUT /guilds/:/members/:/roles/:', 'DELETE /guilds/:/members/:/roles/:'],
    limit: 10,
    window: 10_000,
  },
  { routes: ['POST /webhooks/:/:'], limit: 5, window: 2_000 },
  { routes: ['POST /applications/:/commands'], limit: 5, window: 20_000 },
  { routes: ['POST /applications/:/guilds/:/commands'], limit: 5, window: 20_000 },
  { routes: ['PATCH /users/@me'], limit: 2, window: 3_600_000 },
  { routes: ['GET /users/@me/guilds'], limit: 1, window: 1_000 },
  { routes: ['GET /gateway/bot'], limit: 2, window: 5_000 },
];

/** The limit of a route that the table does not name: our choice, near what most routes of Discord have. */
export const defaultRateLimit = { limit: 10, window: 1_000 } as const;

/**
 * Requests of one bot on all routes together, but for those that are called by a token and no bot, as interactions' are.
 * Source: https://docs.discord.com/developers/topics/rate-limits#global-rate-limit
 */
export const globalRateLimit = { limit: 50, window: 1_000 } as const;

/**
 * Answers 401, 403 and 429 (but for scope `shared`) to one address, after which it is shut out.
 * Source: https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
export const invalidRequestLimit = { limit: 10_000, window: 600_000 } as const;

/** A limit within a route, on requests that do a certain thing. */
export interface Sublimit {
  readonly route: `${Method} /${string}`;
  readonly limit: number;
  /** Milliseconds. */
  readonly window: number;
  /** Whether the request, whose body was read and found right, does it. */
  readonly counts: (call: Call) => boolean;
}

/** Renames and topic changes: as bots report it, https://github.com/discord/discord-api-docs/issues/2208 */
export const sublimits: readonly Sublimit[] = [
  { route: 'PATCH /channels/:', limit: 2, window: 600_000, counts: changesNameOrTopic },
];

function changesNameOrTopic({ world, params, body }: Call): boolean {
  const channel = world.channels.get(params.channel_id ?? '');
  if (!channel) return false;
  const { name, topic } = body as { name?: string | null; topic?: string | null };
  return (
    (name !== undefined && name !== null && name !== channel.name) ||
    (topic !== undefined && (topic ?? '') !== (channel.topic ?? ''))
  );
}

export type RateLimitScope = 'user' | 'shared' | 'global';

/** A 429. Its body carries no code, as Discord's does for limits of buckets. */
export class RateLimited extends DiscordError {
  readonly scope: RateLimitScope;
  /** Seconds. */
  readonly retryAfter: number;

  /** @param wait milliseconds until a request can pass again. */
  constructor(wait: number, scope: RateLimitScope) {
    super(0, {
      status: 429,
      message: scope === 'shared' ? 'The resource is being rate limited.' : 'You are being rate limited.',
    });
    this.scope = scope;
    this.retryAfter = Math.max(1, Math.ceil(wait)) / 1000;
  }

  override get body(): Record<string, unknown> {
    return { message: this.message, retry_after: this.retryAfter, global: this.scope === 'global' };
  }

  get headers(): Record<string, string> {
    return {
      // The header has whole seconds, the body has the fraction.
      'retry-after': String(Math.ceil(this.retryAfter)),
      'x-ratelimit-scope': this.scope,
      ...(this.scope === 'global' && { 'x-ratelimit-global': 'true' }),
    };
  }
}
