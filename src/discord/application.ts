import {
  type APIApplication,
  ApplicationFlags,
  type GatewayIntentsString,
  type REST,
  Routes,
} from 'discord.js';

/** The intents that must be switched on in Discord's developer portal, and the flags that say so. */
const privileged: Readonly<Partial<Record<GatewayIntentsString, number>>> = {
  GuildPresences: ApplicationFlags.GatewayPresence | ApplicationFlags.GatewayPresenceLimited,
  GuildMembers: ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited,
  MessageContent: ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited,
};

export interface ApplicationFacts {
  readonly id: string;
  /** Whether the application may ask for an intent; Discord closes the connection of one that may not (4014). */
  allows(intent: GatewayIntentsString): boolean;
}

/** Asks Discord which application the token belongs to. @throws DiscordAPIError 401 for a wrong token. */
export async function fetchApplication(rest: REST): Promise<ApplicationFacts> {
  const application = (await rest.get(Routes.currentApplication())) as APIApplication;
  const flags = application.flags ?? 0;
  return {
    id: application.id,
    allows: (intent) => {
      const needed = privileged[intent];
      return needed === undefined || (flags & needed) !== 0;
    },
  };
}
