import { ChannelType } from 'discord-api-types/v10';
import { channelObject } from '../wire/channel.ts';
import type { Channel, Guild, Thread, User } from './types.ts';
import type { World } from './world.ts';

export type ChannelOptions = Partial<Omit<Channel, 'id' | 'guild' | 'thread' | 'recipients' | 'messages'>> & {
  name: string;
};

/** A channel in memory, with Discord's defaults. */
function channelRecord(
  id: string,
  guild: Guild | undefined,
  thread: Thread | undefined,
  recipients: User[],
  options: ChannelOptions,
): Channel {
  return {
    id,
    guild,
    thread,
    recipients,
    type: ChannelType.GuildText,
    topic: null,
    position: 0,
    parentId: null,
    overwrites: new Map(),
    nsfw: false,
    rateLimitPerUser: 0,
    bitrate: 64_000,
    userLimit: 0,
    flags: 0,
    defaultAutoArchiveDuration: null,
    defaultThreadRateLimitPerUser: 0,
    availableTags: [],
    defaultReactionEmoji: null,
    defaultSortOrder: null,
    defaultForumLayout: 0,
    messages: new Map(),
    lastMessageId: null,
    lastPinAt: null,
    lastWrites: new Map(),
    ...options,
  };
}

/** Makes a channel or category in a guild, below the ones that are there. */
export function createChannel(world: World, guild: Guild, options: ChannelOptions): Channel {
  const channel = channelRecord(world.ids.next(), guild, undefined, [], {
    position: nextPosition(guild),
    ...options,
  });
  guild.channels.set(channel.id, channel);
  world.channels.set(channel.id, channel);
  world.publish({ event: 'CHANNEL_CREATE', guild, channel, data: () => channelObject(channel, world.clock) });
  return channel;
}

/** Puts a thread under its parent; the event is the caller's, who knows whether it is new to whom. */
export function insertThread(
  world: World,
  parent: Channel,
  thread: Thread,
  options: ChannelOptions & { id?: string },
): Channel {
  const { id = world.ids.next(), ...rest } = options;
  const channel = channelRecord(id, parent.guild, thread, [], { parentId: parent.id, ...rest });
  parent.guild!.channels.set(channel.id, channel);
  world.channels.set(channel.id, channel);
  return channel;
}

/** The direct message channel of two accounts, made on first use. */
export function directChannel(world: World, one: User, other: User): Channel {
  const pair = [one.id, other.id].sort().join(':');
  const present = world.directChannels.get(pair);
  if (present) return present;
  const channel = channelRecord(world.ids.next(), undefined, undefined, [one, other], {
    name: '',
    type: ChannelType.DM,
  });
  world.directChannels.set(pair, channel);
  world.channels.set(channel.id, channel);
  return channel;
}

export function channelChanged(world: World, channel: Channel): void {
  world.publish({
    event: channel.thread ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE',
    guild: channel.guild,
    channel,
    data: () => channelObject(channel, world.clock),
  });
}

/** Deletes a channel with its threads, or a category, whose channels stay. */
export function deleteChannel(world: World, channel: Channel): void {
  const guild = channel.guild!;
  for (const child of [...guild.channels.values()]) {
    if (child.parentId !== channel.id) continue;
    if (child.thread) deleteChannel(world, child);
    else {
      child.parentId = null;
      channelChanged(world, child);
    }
  }
  const data = channel.thread
    ? { id: channel.id, guild_id: guild.id, parent_id: channel.parentId, type: channel.type }
    : channelObject(channel, world.clock);
  world.publish({
    event: channel.thread ? 'THREAD_DELETE' : 'CHANNEL_DELETE',
    guild,
    channel,
    data: () => data,
  });
  guild.channels.delete(channel.id);
  world.channels.delete(channel.id);
  for (const webhook of world.webhooks.values())
    if (webhook.channelId === channel.id) world.webhooks.delete(webhook.id);
  if (guild.systemChannelId === channel.id) guild.systemChannelId = null;
  if (guild.afkChannelId === channel.id) guild.afkChannelId = null;
}

function nextPosition(guild: Guild): number {
  let next = 0;
  for (const channel of guild.channels.values())
    if (!channel.thread) next = Math.max(next, channel.position + 1);
  return next;
}
