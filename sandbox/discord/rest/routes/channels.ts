import { AuditLogEvent, ChannelType, GuildFeature, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { DiscordError } from '../../errors.ts';
import { audit, changesBetween } from '../../state/audit-log.ts';
import { createChannel, deleteChannel, editChannel } from '../../state/channels.ts';
import type { Channel, Guild, Member } from '../../state/types.ts';
import { channelObject } from '../../wire/channel.ts';
import { userObject } from '../../wire/user.ts';
import { channelFor, guildFor, needInChannel } from '../access.ts';
import { auditChannelUpdate, auditOverwrites, channelSnapshot } from '../channels/channel-audit.ts';
import { type ChannelBody, readChannel } from '../channels/channel-body.ts';
import { categoryFor, needRoomInGuild, needToPlace, needType } from '../channels/channel-placement.ts';
import {
  channelAnswer,
  guildChannelAnswer,
  guildChannelEdit,
  newChannelBody,
  threadEdit,
} from '../channels/channel-schemas.ts';
import { needOverwriteBits, readOverwrites } from '../channels/overwrites.ts';
import { editThread, removeThread } from '../channels/thread-edits.ts';
import { type Call, Created, route } from '../route.ts';
import { type ChannelContext, channelRules } from '../rules/channel.ts';
import { channelPositionRoutes } from './channel-positions.ts';
import { overwriteRoutes } from './overwrites.ts';

export const channelRoutes = [
  ...channelPositionRoutes,
  ...overwriteRoutes,
  route(
    'POST',
    '/guilds/:guild_id/channels',
    {
      body: newChannelBody,
      rules: (body, errors, { world, params }) =>
        channelRules(body, errors, { features: world.guilds.get(params.guild_id!)?.features }),
      answer: guildChannelAnswer,
    },
    (call) => {
      const { world, body } = call;
      const { guild, me } = guildFor(call, call.params.guild_id);
      const type = body.type ?? ChannelType.GuildText;
      const parent = body.parent_id ? categoryFor(guild, body.parent_id, type, undefined) : undefined;
      needToPlace(call, me, parent);
      needType(guild, type);
      needRoomInGuild(guild);
      const overwrites =
        body.permission_overwrites && readOverwrites(world, guild, body.permission_overwrites);
      if (overwrites) needOverwriteBits(me, undefined, overwrites, world.clock.now());
      const channel = createChannel(world, guild, {
        ...readChannel(world, body, type, undefined),
        name: body.name,
        type,
        parentId: parent?.id ?? null,
        ...(overwrites && { overwrites }),
      });
      audit(world, guild, {
        action: AuditLogEvent.ChannelCreate,
        userId: call.user.id,
        targetId: channel.id,
        reason: call.reason,
        changes: changesBetween({}, channelObject(channel, world.clock)),
      });
      return new Created(channelObject(channel, world.clock));
    },
  ),
  route('GET', '/channels/:channel_id', { answer: channelAnswer }, (call) => {
    const { channel } = channelFor(call, call.params.channel_id);
    return channel.guild ? channelObject(channel, call.world.clock) : directObject(call, channel);
  }),
  route(
    'PATCH',
    '/channels/:channel_id',
    {
      body: (call) =>
        call.world.channels.get(call.params.channel_id!)?.thread ? threadEdit : guildChannelEdit,
      rules: (body, errors, call) => channelRules(body, errors, contextOf(call)),
      answer: channelAnswer,
    },
    (call) => {
      const { channel, me } = channelFor(call, call.params.channel_id);
      if (!me || !channel.guild) throw new DiscordError(50003);
      if (channel.thread) return editThread(call, channel, me, call.body);
      edit(call, channel.guild, channel, me, call.body);
      return channelObject(channel, call.world.clock);
    },
  ),
  route('DELETE', '/channels/:channel_id', { answer: channelAnswer }, (call) => {
    const { world } = call;
    const { channel, me } = channelFor(call, call.params.channel_id);
    const { guild } = channel;
    // Closing a direct channel only takes it out of a list; the next message brings it back.
    if (!me || !guild) return directObject(call, channel);
    if (channel.thread) return removeThread(call, channel, me);
    needInChannel(call, me, channel, P.ManageChannels);
    if (isCommunityChannel(guild, channel)) throw new DiscordError(50074);
    const answer = channelObject(channel, world.clock);
    deleteChannel(world, channel);
    audit(world, guild, {
      action: AuditLogEvent.ChannelDelete,
      userId: call.user.id,
      targetId: channel.id,
      reason: call.reason,
      changes: changesBetween(answer, {}),
    });
    return answer;
  }),
];

function contextOf({ world, params }: Call): ChannelContext {
  const channel = world.channels.get(params.channel_id!);
  return { type: channel?.type, features: channel?.guild?.features };
}

/** Applies the body of an edit to a channel of a guild. */
function edit(call: Call, guild: Guild, channel: Channel, me: Member, body: ChannelBody): void {
  const { world } = call;
  needInChannel(call, me, channel, P.ManageChannels);
  const type = convertedType(guild, channel, body.type);
  const parentId = placeOf(call, guild, channel, me, body, type);
  const overwrites = body.permission_overwrites && readOverwrites(world, guild, body.permission_overwrites);
  if (overwrites) {
    needInChannel(call, me, channel, P.ManageRoles);
    needOverwriteBits(me, channel, overwrites, world.clock.now());
  }
  const before = channelSnapshot(call, channel);
  const overwritesBefore = channel.overwrites;
  editChannel(world, channel, {
    ...readChannel(world, body, type, channel),
    type,
    parentId,
    ...(overwrites && { overwrites }),
  });
  auditChannelUpdate(call, channel, before);
  auditOverwrites(call, channel, overwritesBefore, channel.overwrites);
}

/**
 * The type that a channel has after an edit: text and announcement channels turn into one another.
 * @throws DiscordError 50024 for any other change, 50086 when Community needs it to stay a text channel.
 */
function convertedType(guild: Guild, channel: Channel, wanted: ChannelType | null | undefined): ChannelType {
  if (wanted === undefined || wanted === null || wanted === channel.type) return channel.type;
  const pair = [ChannelType.GuildText, ChannelType.GuildAnnouncement];
  if (!pair.includes(wanted) || !pair.includes(channel.type)) throw new DiscordError(50024);
  needType(guild, wanted);
  if (isCommunityChannel(guild, channel)) throw new DiscordError(50086);
  return wanted;
}

function placeOf(
  call: Call,
  guild: Guild,
  channel: Channel,
  me: Member,
  body: ChannelBody,
  type: ChannelType,
): string | null {
  const { parent_id: wanted } = body;
  if (wanted === undefined || wanted === channel.parentId) return channel.parentId;
  if (wanted === null) return null;
  const parent = categoryFor(guild, wanted, type, channel);
  needToPlace(call, me, parent);
  return parent.id;
}

/** Whether a Community guild cannot be without this channel. */
function isCommunityChannel(guild: Guild, channel: Channel): boolean {
  return (
    guild.features.includes(GuildFeature.Community) &&
    (guild.rulesChannelId === channel.id || guild.publicUpdatesChannelId === channel.id)
  );
}

/** A direct message channel as the caller sees it: with the other side. */
function directObject(call: Call, channel: Channel): object {
  return {
    ...channelObject(channel, call.world.clock),
    recipients: channel.recipients.filter((user) => user !== call.user).map(userObject),
  };
}
