import { Events, type ILogger, SapphireClient } from '@sapphire/framework';
import { ScheduledTaskStore } from '@sapphire/plugin-scheduled-tasks';
import '@sapphire/plugin-subcommands/register';
import {
  Client,
  Collection,
  DefaultRestOptions,
  type GatewayIntentsString,
  Partials,
  type RateLimitData,
  type RESTOptions,
} from 'discord.js';
import { dueOnly } from '../sdk/while-due.ts';
import { keepCooldowns } from './cooldowns.ts';
import { keepDeletedAway } from './deleted-channels.ts';
import { InteractionRest } from './interaction-rest.ts';
import { lazyCollection } from './lazy-collection.ts';
import { onceOnly } from './unconfirmed.ts';

export interface ClientSettings {
  /** discord.js' `rest.api`. */
  readonly api: string;
  readonly intents: readonly GatewayIntentsString[];
  readonly logger: ILogger;
  /** Is told of each answer of the API; `path` is the part behind the version. */
  readonly onResponse?: (method: string, path: string, status: number) => void;
  /** The prefix of a guild, or null where prefix commands are silent. */
  readonly prefixOf: (guildId: string | null) => Promise<string | null>;
}

/** How many of a kind are remembered in one place; without a limit, all of them. */
const cacheLimits: Readonly<Record<string, number>> = {
  MessageManager: 50,
  ReactionManager: 0,
  PresenceManager: 0,
  GuildStickerManager: 0,
};

/** What no guild is without. */
const alwaysFilled: ReadonlySet<string> = new Set([
  'GuildManager',
  'ChannelManager',
  'GuildChannelManager',
  'RoleManager',
  'GuildMemberManager',
]);

/** The Sapphire client. It loads no files itself: the host gives it its pieces. */
export async function createClient({
  api,
  intents,
  logger,
  onResponse,
  prefixOf,
}: ClientSettings): Promise<SapphireClient> {
  const base = `${api}/v10`;
  const rest: Partial<RESTOptions> = {
    api,
    version: '10',
    rejectOnRateLimit: isSlow,
    makeRequest: dueOnly(
      onceOnly(async (url, init) => {
        const response = await DefaultRestOptions.makeRequest(url, init);
        onResponse?.(init.method ?? 'GET', url.slice(base.length), response.status);
        return response;
      }),
    ),
  };
  const client = new SapphireClient({
    intents: [...intents],
    partials: [Partials.Message, Partials.Channel, Partials.GuildMember],
    shards: 'auto',
    rest,
    baseUserDirectory: null,
    loadMessageCommandListeners: intents.includes('MessageContent'),
    loadApplicationCommandRegistriesStatusListeners: false,
    loadDefaultErrorListeners: false,
    loadSubcommandErrorListeners: false,
    fetchPrefix: (message) => prefixOf(message.guildId),
    logger: { instance: logger },
    allowedMentions: { parse: [], repliedUser: false },
    makeCache: ({ name }, _holds, manager) =>
      alwaysFilled.has(name)
        ? new Collection()
        : lazyCollection(cacheLimits[manager.name] ?? cacheLimits[name]),
  });
  client.rest = new InteractionRest({ ...client.options.rest });
  client.stores.register(new ScheduledTaskStore());
  // Sapphire's own pieces, now: its login would load them then, and throw out everything that came before.
  await Promise.all([...client.stores.values()].map((store) => store.loadAll()));
  await registerNothing(client);
  client.once(Events.ClientReady, ({ user }) => {
    client.id ??= user.id;
  });
  keepCooldowns(client.stores.get('preconditions'));
  keepDeletedAway(client);
  return client;
}

/**
 * Discord lets the name and topic of a channel be changed twice in ten minutes, a limit of its own within that of
 * `PATCH /channels/:id`. Whoever meets it hears so at once (a `RateLimitError`, and its job comes back when the time is
 * over): discord.js would hold up all other changes of the channel behind it.
 */
const isSlow = ({ method, route, sublimitTimeout }: RateLimitData) =>
  method === 'PATCH' && route === '/channels/:id' && sublimitTimeout > patience;

/** How long a change of a channel may wait for its turn, in ms. */
const patience = 15_000;

/** Takes out the piece that registers commands when the client is ready: the publisher does that. */
async function registerNothing(client: SapphireClient): Promise<void> {
  const listeners = client.stores.get('listeners');
  const { _listener: listener } = listeners.get('CoreReady') as unknown as { _listener: () => void };
  // Sapphire's `unload` leaves a `once` listener behind.
  client.off(Events.ClientReady, listener);
  await listeners.unload('CoreReady');
}

/** Connects to Discord. */
export async function login(client: SapphireClient, token: string): Promise<void> {
  await Client.prototype.login.call(client, token);
}
