import type { SapphireClient } from '@sapphire/framework';
import { type GatewayIntentsString, IntentsBitField } from 'discord.js';
import { type ApplicationFacts, fetchApplication } from '../discord/application.ts';
import { createClient } from '../discord/client.ts';
import { tellConnection } from '../discord/connection-news.ts';
import { answerSapphire } from '../discord/sapphire-errors.ts';
import type { Environment } from '../env/environment.ts';
import type { SettingsStore } from '../guilds/settings-store.ts';
import { SapphireLogger } from '../logs/sapphire-logger.ts';
import type { Details } from './details.ts';
import type { OpenGate } from './gate.ts';
import type { Ground } from './ground.ts';

export interface OpenDiscord {
  readonly application: ApplicationFacts;
  /** Not yet logged in. */
  readonly client: SapphireClient;
  /** The intents that it is, or will be, connected with. */
  intents(): GatewayIntentsString[];
  /** From now on nobody is told of a lost connection: the bot ends it itself. */
  silence(): void;
}

/** Asks Discord what the bot may be told, and makes a client for that. @throws EnvironmentError */
export async function openDiscord(
  { log, logger, metrics }: Ground,
  parts: {
    readonly env: Environment;
    readonly gate: OpenGate;
    readonly settings: SettingsStore;
    readonly details: Details;
  },
): Promise<OpenDiscord> {
  const { env, settings, details } = parts;
  const { gate, answers } = parts.gate;
  const application = await fetchApplication(env.discordApi, env.discordToken);
  const readsMessages = application.allows('MessageContent');
  const client = await createClient({
    api: env.discordApi,
    intents: ['Guilds', ...(readsMessages ? (['GuildMessages', 'MessageContent'] as const) : [])],
    logger: new SapphireLogger(log.logger),
    onResponse: (method, path, status) => {
      metrics.restRequest(method, path, status);
      details.request(method, path, status);
    },
    prefixOf: async (guild) => (guild ? settings.prefixOf(guild) : null),
  });
  details.connection(client);
  const silence = tellConnection(client, logger);
  answerSapphire(client, gate, answers, logger);
  const intents = () => new IntentsBitField(client.options.intents).toArray() as GatewayIntentsString[];
  return { application, client, intents, silence };
}
