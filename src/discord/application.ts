import {
  type APIApplication,
  ApplicationFlags,
  DiscordAPIError,
  type GatewayIntentsString,
  REST,
  Routes,
} from 'discord.js';
import { EnvironmentError } from '../env/environment-error.ts';

/** The intents that must be switched on in Discord's developer portal, and the flags that say so. */
const privileged: Readonly<Partial<Record<GatewayIntentsString, number>>> = {
  GuildPresences: ApplicationFlags.GatewayPresence | ApplicationFlags.GatewayPresenceLimited,
  GuildMembers: ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited,
  MessageContent: ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited,
};

function whyNot(api: string, error: unknown): string {
  if (error instanceof DiscordAPIError && error.status === 401) {
    return 'DISCORD_TOKEN: Discord does not know this token. Copy it again: discord.com/developers/applications, your application, Bot, Reset Token.';
  }
  const { name, message } = error as Error;
  const why = name === 'AbortError' ? 'it does not answer in time' : message;
  return `DISCORD_API_URL: Discord cannot be reached at ${api}: ${why}. Check the network; without DISCORD_API_URL the real Discord is taken.`;
}

export interface ApplicationFacts {
  readonly id: string;
  /** Whether the application may ask for an intent; Discord closes the connection of one that may not (4014). */
  allows(intent: GatewayIntentsString): boolean;
}

/** How long Discord may take, and how often it is asked again, before the start is given up. In ms. */
const patience = { timeout: 4_000, retries: 1 };

/**
 * Asks Discord which application the token belongs to. It is the first time that Discord is spoken to.
 * @throws EnvironmentError when the token is wrong, or Discord is not there.
 */
export async function fetchApplication(api: string, token: string): Promise<ApplicationFacts> {
  const rest = new REST({ api, version: '10', ...patience }).setToken(token);
  const application = (await rest.get(Routes.currentApplication()).catch((error: unknown) => {
    throw new EnvironmentError([whyNot(api, error)], error);
  })) as APIApplication;
  const flags = application.flags ?? 0;
  return {
    id: application.id,
    allows: (intent) => {
      const needed = privileged[intent];
      return needed === undefined || (flags & needed) !== 0;
    },
  };
}
