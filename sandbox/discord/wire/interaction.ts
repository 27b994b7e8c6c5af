import { ChannelType, MessageFlags, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { uploadLimits } from '../limits.ts';
import { channelPermissions } from '../permissions.ts';
import type { Channel, Interaction, Member } from '../state/types.ts';
import { channelObject } from './channel.ts';
import { memberObject } from './member.ts';
import { messageObject } from './message.ts';
import type { MessageView } from './message-view.ts';
import { userObject } from './user.ts';

/** What an application may do where its bot is no member: in direct messages, and where a person brought it along. */
const PERMISSIONS_WITHOUT_MEMBER = P.EmbedLinks | P.AttachFiles | P.MentionEveryone | P.UseExternalEmojis;

/**
 * An interaction as the application receives it.
 * Source: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
 * @param data the wire shape of its `data`.
 */
export function interactionObject(interaction: Interaction, data: object, view: MessageView): object {
  const { application, channel, member, user, message } = interaction;
  const { guild } = channel;
  const { clock } = view;
  const now = clock.now();
  const bot = guild?.members.get(application.bot.id);
  const permissions = member && channelPermissions(member, channel, now).toString();
  return {
    id: interaction.id,
    application_id: application.id,
    type: interaction.type,
    data,
    token: interaction.token,
    version: 1,
    channel: { ...partialChannel(channel, view), ...(permissions !== undefined && { permissions }) },
    channel_id: channel.id,
    ...(guild && {
      guild_id: guild.id,
      guild: { id: guild.id, locale: guild.preferredLocale, features: guild.features },
      guild_locale: guild.preferredLocale,
    }),
    ...(member ? { member: { ...memberObject(member, clock), permissions } } : { user: userObject(user) }),
    ...(message && { message: messageObject(message, { ...view, reader: application.bot.id }) }),
    app_permissions: (bot ? channelPermissions(bot, channel, now) : PERMISSIONS_WITHOUT_MEMBER).toString(),
    locale: user.locale,
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: installationOwners(interaction),
    context: contextOf(interaction),
    attachment_size_limit: uploadLimits.fileInBytes,
  };
}

/** Who installed the application: the guild (`'0'` stands for the bot's own direct messages), or the person. */
export function installationOwners({
  application,
  channel,
  user,
}: Pick<Interaction, 'application' | 'channel' | 'user'>): Record<string, string> {
  if (channel.guild?.members.has(application.bot.id)) return { 0: channel.guild.id };
  return channel.recipients.includes(application.bot) ? { 0: '0' } : { 1: user.id };
}

/** 0 in a guild, 1 in the bot's direct messages, 2 in those of other people. */
function contextOf({ application, channel }: Interaction): 0 | 1 | 2 {
  if (channel.guild) return 0;
  return channel.recipients.includes(application.bot) ? 1 : 2;
}

/** A channel as interactions carry it: without overwrites, which are nobody's business there. */
function partialChannel(channel: Channel, { clock }: MessageView): Record<string, unknown> {
  const partial = channelObject(channel, clock) as unknown as Record<string, unknown>;
  partial.permission_overwrites = undefined;
  if (channel.type !== ChannelType.DM) partial.recipients = undefined;
  return partial;
}

/** A channel that somebody chose, with what they may do in it. */
export function resolvedChannel(
  channel: Channel,
  viewer: Member | undefined,
  view: MessageView,
): Record<string, unknown> {
  const permissions = viewer ? channelPermissions(viewer, channel, view.clock.now()) : 0n;
  return { ...partialChannel(channel, view), permissions: permissions.toString() };
}

/** A member that somebody chose; the user stands beside it. */
export function resolvedMember(
  member: Member,
  channel: Channel,
  { clock }: MessageView,
): Record<string, unknown> {
  const { user: _user, deaf: _deaf, mute: _mute, ...rest } = memberObject(member, clock);
  return { ...rest, permissions: channelPermissions(member, channel, clock.now()).toString() };
}

/**
 * What a callback is answered with when it asks: the interaction and what the answer made.
 * Source: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback-interaction-callback-response-object
 * @param type the type of the callback.
 */
export function callbackObject(interaction: Interaction, type: number, view: MessageView): object {
  const { answer, application, channel, originalId } = interaction;
  const message = originalId === undefined ? undefined : channel.messages.get(originalId);
  const shown = message && messageObject(message, { ...view, reader: application.bot.id });
  const instance = answer?.kind === 'activity' ? answer.instanceId : undefined;
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      channel_id: channel.id,
      ...(channel.guild && { guild_id: channel.guild.id }),
      ...(instance !== undefined && { activity_instance_id: instance }),
      ...(message && {
        response_message_id: message.id,
        response_message_loading: (message.flags & MessageFlags.Loading) !== 0,
        response_message_ephemeral: message.visibleTo !== undefined,
      }),
    },
    ...(shown && (type === 4 || type === 7) && { resource: { type, message: shown } }),
    ...(instance !== undefined && { resource: { type, activity_instance: { id: instance } } }),
  };
}
