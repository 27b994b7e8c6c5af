import { GatewayIntentBits as I, PermissionFlagsBits as P } from 'discord-api-types/v10';

/** Intents that must be switched on in the developer portal. */
export const PRIVILEGED = I.GuildMembers | I.GuildPresences | I.MessageContent;

/** All intents that Discord knows; another bit closes the connection with 4013. */
export const ALL_INTENTS = Object.values(I).reduce<number>(
  (all, bit) => (typeof bit === 'number' ? all | bit : all),
  0,
);

/**
 * The events of each intent: in guilds, and in direct messages.
 * Source: https://docs.discord.com/developers/events/gateway#list-of-intents
 */
const inGuilds: readonly (readonly [intent: number, events: string])[] = [
  [
    I.Guilds,
    `GUILD_CREATE GUILD_UPDATE GUILD_DELETE GUILD_ROLE_CREATE GUILD_ROLE_UPDATE GUILD_ROLE_DELETE CHANNEL_CREATE
    CHANNEL_UPDATE CHANNEL_DELETE CHANNEL_PINS_UPDATE THREAD_CREATE THREAD_UPDATE THREAD_DELETE THREAD_LIST_SYNC
    THREAD_MEMBER_UPDATE STAGE_INSTANCE_CREATE STAGE_INSTANCE_UPDATE STAGE_INSTANCE_DELETE
    VOICE_CHANNEL_STATUS_UPDATE VOICE_CHANNEL_START_TIME_UPDATE`,
  ],
  [I.Guilds | I.GuildMembers, 'THREAD_MEMBERS_UPDATE'],
  [I.GuildMembers, 'GUILD_MEMBER_ADD GUILD_MEMBER_UPDATE GUILD_MEMBER_REMOVE'],
  [I.GuildModeration, 'GUILD_AUDIT_LOG_ENTRY_CREATE GUILD_BAN_ADD GUILD_BAN_REMOVE'],
  [
    I.GuildExpressions,
    `GUILD_EMOJIS_UPDATE GUILD_STICKERS_UPDATE GUILD_SOUNDBOARD_SOUND_CREATE GUILD_SOUNDBOARD_SOUND_UPDATE
    GUILD_SOUNDBOARD_SOUND_DELETE GUILD_SOUNDBOARD_SOUNDS_UPDATE`,
  ],
  [I.GuildIntegrations, 'GUILD_INTEGRATIONS_UPDATE INTEGRATION_CREATE INTEGRATION_UPDATE INTEGRATION_DELETE'],
  [I.GuildWebhooks, 'WEBHOOKS_UPDATE'],
  [I.GuildInvites, 'INVITE_CREATE INVITE_DELETE'],
  [I.GuildVoiceStates, 'VOICE_CHANNEL_EFFECT_SEND VOICE_STATE_UPDATE'],
  [I.GuildPresences, 'PRESENCE_UPDATE'],
  [I.GuildMessages, 'MESSAGE_CREATE MESSAGE_UPDATE MESSAGE_DELETE MESSAGE_DELETE_BULK'],
  [
    I.GuildMessageReactions,
    `MESSAGE_REACTION_ADD MESSAGE_REACTION_REMOVE MESSAGE_REACTION_REMOVE_ALL
    MESSAGE_REACTION_REMOVE_EMOJI`,
  ],
  [I.GuildMessageTyping, 'TYPING_START'],
  [
    I.GuildScheduledEvents,
    `GUILD_SCHEDULED_EVENT_CREATE GUILD_SCHEDULED_EVENT_UPDATE GUILD_SCHEDULED_EVENT_DELETE
    GUILD_SCHEDULED_EVENT_USER_ADD GUILD_SCHEDULED_EVENT_USER_REMOVE`,
  ],
  [
    I.AutoModerationConfiguration,
    'AUTO_MODERATION_RULE_CREATE AUTO_MODERATION_RULE_UPDATE AUTO_MODERATION_RULE_DELETE',
  ],
  [I.AutoModerationExecution, 'AUTO_MODERATION_ACTION_EXECUTION'],
  [I.GuildMessagePolls, 'MESSAGE_POLL_VOTE_ADD MESSAGE_POLL_VOTE_REMOVE'],
];

const inDirectMessages: typeof inGuilds = [
  [I.DirectMessages, 'MESSAGE_CREATE MESSAGE_UPDATE MESSAGE_DELETE CHANNEL_PINS_UPDATE'],
  [
    I.DirectMessageReactions,
    `MESSAGE_REACTION_ADD MESSAGE_REACTION_REMOVE MESSAGE_REACTION_REMOVE_ALL
    MESSAGE_REACTION_REMOVE_EMOJI`,
  ],
  [I.DirectMessageTyping, 'TYPING_START'],
  [I.DirectMessagePolls, 'MESSAGE_POLL_VOTE_ADD MESSAGE_POLL_VOTE_REMOVE'],
];

const guildIntents = byEvent(inGuilds);
const directIntents = byEvent(inDirectMessages);

/** Events that come without their intent when they are about the bot itself. Source: Discord's docs, "Caveats". */
export const COME_WHEN_ABOUT_SELF = new Set(['GUILD_MEMBER_UPDATE', 'THREAD_MEMBERS_UPDATE']);

/**
 * Whether a session with these intents has an event; one that has no intent comes to everybody.
 * @param direct whether it happened outside of a guild.
 */
export function intended(event: string, direct: boolean, intents: number): boolean {
  const bits = (direct ? directIntents : guildIntents).get(event);
  return bits === undefined || (intents & bits) !== 0;
}

/**
 * Events that only come to a bot with one of these permissions, in the channel where there is one.
 * Source: https://docs.discord.com/developers/events/gateway-events#receive-events
 */
export const EVENT_PERMISSIONS: ReadonlyMap<string, bigint> = new Map([
  ['AUTO_MODERATION_RULE_CREATE', P.ManageGuild],
  ['AUTO_MODERATION_RULE_UPDATE', P.ManageGuild],
  ['AUTO_MODERATION_RULE_DELETE', P.ManageGuild],
  ['AUTO_MODERATION_ACTION_EXECUTION', P.ManageGuild],
  ['GUILD_BAN_ADD', P.BanMembers | P.ViewAuditLog],
  ['GUILD_BAN_REMOVE', P.BanMembers | P.ViewAuditLog],
  ['INVITE_CREATE', P.ManageChannels],
  ['INVITE_DELETE', P.ManageChannels],
]);

function byEvent(table: typeof inGuilds): Map<string, number> {
  return new Map(
    table.flatMap(([intent, events]) => events.split(/\s+/).map((event) => [event, intent] as const)),
  );
}
