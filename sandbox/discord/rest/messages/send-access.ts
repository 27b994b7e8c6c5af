import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { DiscordError } from '../../errors.ts';
import { channelPermissions } from '../../permissions.ts';
import { archiveIfIdle } from '../../state/threads.ts';
import type { Channel, Member, User } from '../../state/types.ts';
import type { World } from '../../state/world.ts';
import { type Caller, channelFor, needInChannel } from '../access.ts';

/** Channels of a guild that hold messages. A forum holds posts, which are threads. */
const TEXT: ReadonlySet<ChannelType> = new Set([
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildVoice,
  ChannelType.GuildStageVoice,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
  ChannelType.DM,
]);

/**
 * A channel with messages that the caller may see.
 * @throws DiscordError 50008 when it holds none, and as `channelFor`.
 */
export function textChannelFor(
  call: Caller,
  channelId: string,
): { channel: Channel; me: Member | undefined } {
  const found = channelFor(call, channelId);
  if (!TEXT.has(found.channel.type)) throw new DiscordError(50008);
  archiveIfIdle(call.world, found.channel);
  return found;
}

/**
 * A channel that the caller may write in.
 * @throws DiscordError 50013 without Send Messages (or Send Messages in Threads), 160005 in a locked thread, 50007 and
 * 50278 when the other side of a direct channel does not take messages, and as `textChannelFor`.
 */
export function writableChannelFor(
  call: Caller,
  channelId: string,
): { channel: Channel; me: Member | undefined } {
  const { channel, me } = textChannelFor(call, channelId);
  if (channel.guild) {
    needInChannel(call, me, channel, P.SendMessages);
    needUnlocked(call, me, channel);
  } else {
    const recipient = channel.recipients.find((user) => user !== call.user);
    if (recipient) needReachable(call.world, call.user, recipient);
  }
  return { channel, me };
}

/** @throws DiscordError 160005 in a locked thread, which only those who manage threads write in. */
export function needUnlocked(call: Caller, me: Member | undefined, channel: Channel): void {
  if (channel.thread?.locked && !manages(call, me, channel)) throw new DiscordError(160005);
}

/** @throws DiscordError 50083 in an archived thread, where messages can only be written or deleted. */
export function needActive(channel: Channel): void {
  if (channel.thread?.archived) throw new DiscordError(50083);
}

/** @throws DiscordError 50083 in a thread that is locked and archived: there not even deleting is allowed. */
export function needNotClosed(call: Caller, me: Member | undefined, channel: Channel): void {
  const { thread } = channel;
  if (thread?.locked && thread.archived && !manages(call, me, channel)) throw new DiscordError(50083);
}

/** Whether the member has all of `bits` in the channel. A direct channel grants all. */
export function mayInChannel(call: Caller, me: Member | undefined, channel: Channel, bits: bigint): boolean {
  return !me || (channelPermissions(me, channel, call.world.clock.now()) & bits) === bits;
}

function manages(call: Caller, me: Member | undefined, channel: Channel): boolean {
  return mayInChannel(call, me, channel, P.ManageThreads);
}

function needReachable(world: World, from: User, to: User): void {
  const mutual = [...world.guilds.values()].some(({ members }) => members.has(from.id) && members.has(to.id));
  if (!mutual) throw new DiscordError(50278);
  if (!to.dmsOpen) throw new DiscordError(50007);
}
