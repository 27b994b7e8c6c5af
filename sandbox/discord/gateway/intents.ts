import { ChannelType, GatewayIntentBits as I } from 'discord-api-types/v10';
import type { Dispatch } from '../state/world.ts';

/** Intents that must be switched on in the developer portal. */
export const PRIVILEGED = I.GuildMembers | I.GuildPresences | I.MessageContent;

/** All intents that Discord knows; another bit closes the connection with 4013. */
export const ALL_INTENTS = Object.values(I).reduce<number>(
  (all, bit) => (typeof bit === 'number' ? all | bit : all),
  0,
);

/**
 * Which intent lets a session have an event: in a guild, and in direct messages. An event that is not listed comes
 * to everybody. Source: https://docs.discord.com/developers/events/gateway#list-of-intents
 */
const table: Record<string, { guild: number; direct?: number }> = {
  GUILD_CREATE: { guild: I.Guilds },
  GUILD_UPDATE: { guild: I.Guilds },
  GUILD_DELETE: { guild: I.Guilds },
  GUILD_ROLE_CREATE: { guild: I.Guilds },
  GUILD_ROLE_UPDATE: { guild: I.Guilds },
  GUILD_ROLE_DELETE: { guild: I.Guilds },
  CHANNEL_CREATE: { guild: I.Guilds },
  CHANNEL_UPDATE: { guild: I.Guilds },
  CHANNEL_DELETE: { guild: I.Guilds },
  CHANNEL_PINS_UPDATE: { guild: I.Guilds, direct: I.DirectMessages },
  THREAD_CREATE: { guild: I.Guilds },
  THREAD_UPDATE: { guild: I.Guilds },
  THREAD_DELETE: { guild: I.Guilds },
  THREAD_LIST_SYNC: { guild: I.Guilds },
  THREAD_MEMBER_UPDATE: { guild: I.Guilds },
  GUILD_MEMBER_ADD: { guild: I.GuildMembers },
  GUILD_MEMBER_UPDATE: { guild: I.GuildMembers },
  GUILD_MEMBER_REMOVE: { guild: I.GuildMembers },
  GUILD_AUDIT_LOG_ENTRY_CREATE: { guild: I.GuildModeration },
  GUILD_BAN_ADD: { guild: I.GuildModeration },
  GUILD_BAN_REMOVE: { guild: I.GuildModeration },
  WEBHOOKS_UPDATE: { guild: I.GuildWebhooks },
  PRESENCE_UPDATE: { guild: I.GuildPresences },
  MESSAGE_CREATE: { guild: I.GuildMessages, direct: I.DirectMessages },
  MESSAGE_UPDATE: { guild: I.GuildMessages, direct: I.DirectMessages },
  MESSAGE_DELETE: { guild: I.GuildMessages, direct: I.DirectMessages },
  MESSAGE_DELETE_BULK: { guild: I.GuildMessages },
  MESSAGE_REACTION_ADD: { guild: I.GuildMessageReactions, direct: I.DirectMessageReactions },
  MESSAGE_REACTION_REMOVE: { guild: I.GuildMessageReactions, direct: I.DirectMessageReactions },
  MESSAGE_REACTION_REMOVE_ALL: { guild: I.GuildMessageReactions, direct: I.DirectMessageReactions },
  MESSAGE_REACTION_REMOVE_EMOJI: { guild: I.GuildMessageReactions, direct: I.DirectMessageReactions },
  TYPING_START: { guild: I.GuildMessageTyping, direct: I.DirectMessageTyping },
};

/** Whether a session with these intents receives the event. */
export function intended(dispatch: Dispatch, intents: number): boolean {
  const row = table[dispatch.event];
  if (!row) return true;
  const direct = dispatch.channel?.type === ChannelType.DM;
  return (intents & (direct ? (row.direct ?? 0) : row.guild)) !== 0;
}
