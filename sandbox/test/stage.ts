import { Clock } from '../discord/clock.ts';
import { type DiscordOptions, LocalDiscord } from '../discord/server.ts';
import { createApplication, createUser } from '../discord/state/accounts.ts';
import { addMember, createGuild } from '../discord/state/guilds.ts';
import type { Application, Channel, Guild, Member, User } from '../discord/state/types.ts';
import type { World } from '../discord/state/world.ts';
import { checkEvents } from './event-check.ts';

/** What the server answered. */
export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came.
  readonly body: any;
  readonly headers: Headers;
}

export interface RequestOptions {
  /** `Bot <token>` of the stage's bot by default; `null` sends no header. */
  readonly authorization?: string | null;
  readonly headers?: Record<string, string>;
  /** Sends the body as it is. */
  readonly raw?: string;
  /** Sends multipart: the body as `payload_json`, these as `files[n]`. */
  readonly files?: readonly { name: string; content: string | Uint8Array; type?: string }[];
}

/** A guild of its own with a bot in it, and the means to send requests as that bot. */
export interface Stage {
  readonly discord: LocalDiscord;
  readonly world: World;
  readonly guild: Guild;
  readonly owner: User;
  readonly application: Application;
  /** The bot's member. It has no permission beyond `@everyone`'s unless the stage was set with some. */
  readonly me: Member;
  readonly general: Channel;
  /** Sends a request below `/api/v10`. */
  readonly api: (method: string, path: string, body?: unknown, options?: RequestOptions) => Promise<Answered>;
}

/** Starts a server whose own answers are checked against Discord's specification, and which takes any number of requests. */
export function startDiscord(options: DiscordOptions = {}): Promise<LocalDiscord> {
  return LocalDiscord.start({ checkAnswers: true, rateLimits: false, ...options });
}

/** As `startDiscord`, with every event checked too: for tests that make none up. */
export async function startCheckedDiscord(options: DiscordOptions = {}): Promise<LocalDiscord> {
  const discord = await startDiscord(options);
  checkEvents(discord.world);
  return discord;
}

/** Sets a new guild with a new bot on a running server, so that tests share nothing but the server. */
export function setStage(discord: LocalDiscord, options: { permissions?: bigint } = {}): Stage {
  const { world } = discord;
  const owner = createUser(world, 'owner');
  const application = createApplication(world, 'Testbot', { owner });
  const guild = createGuild(world, 'Test guild', owner);
  const me = addMember(world, guild, application.bot, { permissions: options.permissions ?? 0n });
  const general = [...guild.channels.values()][0]!;
  const api: Stage['api'] = (method, path, body, request = {}) =>
    send(`${discord.url}/api/v10${path}`, method, body, {
      authorization: `Bot ${application.token}`,
      ...request,
    });
  return { discord, world, guild, owner, application, me, general, api };
}

/** Sends one request and reads the answer, JSON or not. */
export async function send(
  url: string,
  method: string,
  body?: unknown,
  options: RequestOptions = {},
): Promise<Answered> {
  const headers = new Headers(options.headers);
  if (options.authorization) headers.set('authorization', options.authorization);
  let payload: string | FormData | undefined;
  if (options.files) {
    payload = new FormData();
    if (body !== undefined) payload.set('payload_json', JSON.stringify(body));
    options.files.forEach((file, index) => {
      const content = new Blob([file.content as string], { type: file.type ?? 'application/octet-stream' });
      (payload as FormData).set(`files[${index}]`, content, file.name);
    });
  } else if (options.raw !== undefined || body !== undefined) {
    payload = options.raw ?? JSON.stringify(body);
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
  }
  const response = await fetch(url, {
    method,
    headers,
    redirect: 'manual',
    ...(payload !== undefined && { body: payload }),
  });
  const text = await response.text();
  let parsed: unknown = text;
  if (response.headers.get('content-type')?.startsWith('application/json')) parsed = JSON.parse(text);
  return { status: response.status, body: text === '' ? undefined : parsed, headers: response.headers };
}

/** A clock that stands still until a test moves it. */
export function frozenClock(): Clock {
  const clock = new Clock();
  clock.freeze();
  return clock;
}
