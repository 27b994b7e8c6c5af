import { type APIChannel, ChannelType } from 'discord-api-types/v10';
import type { Clock } from '../clock.ts';
import { threadLimits } from '../limits.ts';
import type { Channel, Overwrite } from '../state/types.ts';
import { userObject } from './user.ts';

/** A permission overwrite as Discord sends it. */
export function overwriteObject(overwrite: Overwrite) {
  return {
    id: overwrite.id,
    type: overwrite.type,
    allow: overwrite.allow.toString(),
    deny: overwrite.deny.toString(),
  };
}

/** A channel, category, thread or direct message channel as Discord sends it. */
export function channelObject(channel: Channel, clock: Clock): APIChannel {
  if (channel.thread) return threadObject(channel, clock);
  if (!channel.guild) return dmObject(channel);
  const common = {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guild.id,
    name: channel.name,
    position: channel.position,
    parent_id: channel.parentId,
    permission_overwrites: Array.from(channel.overwrites.values(), overwriteObject),
    flags: channel.flags,
  };
  if (channel.type === ChannelType.GuildCategory) return common as unknown as APIChannel;
  const text = {
    ...common,
    nsfw: channel.nsfw,
    topic: channel.topic,
    rate_limit_per_user: channel.rateLimitPerUser,
    last_message_id: channel.lastMessageId,
  };
  if (channel.type === ChannelType.GuildVoice || channel.type === ChannelType.GuildStageVoice)
    return {
      ...text,
      bitrate: channel.bitrate,
      user_limit: channel.userLimit,
      rtc_region: null,
    } as unknown as APIChannel;
  const threaded = {
    ...text,
    default_auto_archive_duration: channel.defaultAutoArchiveDuration ?? undefined,
    default_thread_rate_limit_per_user: channel.defaultThreadRateLimitPerUser,
    last_pin_timestamp: channel.lastPinAt === null ? null : clock.iso(channel.lastPinAt),
  };
  if (channel.type !== ChannelType.GuildForum && channel.type !== ChannelType.GuildMedia)
    return threaded as unknown as APIChannel;
  return {
    ...threaded,
    available_tags: channel.availableTags.map((tag) => ({
      id: tag.id,
      name: tag.name,
      moderated: tag.moderated,
      emoji_id: tag.emojiId,
      emoji_name: tag.emojiName,
    })),
    default_reaction_emoji: channel.defaultReactionEmoji,
    default_sort_order: channel.defaultSortOrder,
    default_forum_layout: channel.defaultForumLayout,
  } as unknown as APIChannel;
}

function threadObject(channel: Channel, clock: Clock): APIChannel {
  const thread = channel.thread!;
  return {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guild!.id,
    name: channel.name,
    parent_id: channel.parentId,
    owner_id: thread.ownerId,
    last_message_id: channel.lastMessageId,
    last_pin_timestamp: channel.lastPinAt === null ? null : clock.iso(channel.lastPinAt),
    rate_limit_per_user: channel.rateLimitPerUser,
    message_count: thread.messageCount,
    total_message_sent: thread.totalMessageSent,
    member_count: Math.min(thread.members.size, threadLimits.countedMembers),
    flags: channel.flags,
    ...(thread.appliedTags.length > 0 && { applied_tags: thread.appliedTags }),
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: clock.iso(thread.archiveChangedAt),
      auto_archive_duration: thread.autoArchiveDuration,
      locked: thread.locked,
      create_timestamp: clock.iso(thread.createdAt),
      ...(channel.type === ChannelType.PrivateThread && { invitable: thread.invitable }),
    },
  } as unknown as APIChannel;
}

/** A member of a thread as Discord sends it. */
export function threadMemberObject(
  channel: Channel,
  member: { userId: string; joinedAt: number; flags: number },
  clock: Clock,
) {
  return {
    id: channel.id,
    user_id: member.userId,
    join_timestamp: clock.iso(member.joinedAt),
    flags: member.flags,
  };
}

function dmObject(channel: Channel): APIChannel {
  return {
    id: channel.id,
    type: channel.type,
    last_message_id: channel.lastMessageId,
    flags: channel.flags,
    recipients: channel.recipients.map(userObject),
  } as unknown as APIChannel;
}
