import { ChannelType } from 'discord-api-types/v10';
import { channelObject } from '../wire/channel.ts';
import { forgetAttachments } from './attachments.ts';
import { channelChanged, guildChanged } from './changes.ts';
import type { Channel, Guild, Overwrite, Thread, User } from './types.ts';
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

/**
 * Makes a channel or category in a guild, below the ones that are there. One that comes into a category without
 * overwrites of its own is in sync with the category.
 */
export function createChannel(world: World, guild: Guild, options: ChannelOptions): Channel {
  const category = guild.channels.get(options.parentId ?? '');
  const channel = channelRecord(world.ids.next(), guild, undefined, [], {
    position: nextPosition(guild),
    ...options,
    name: channelName(options.name, options.type ?? ChannelType.GuildText),
    overwrites: options.overwrites ?? copyOverwrites(category?.overwrites ?? new Map()),
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
  world.threads.add(channel);
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

/** Types whose names people read after a `#`: lower case, dashes for spaces, little punctuation. */
const HASHED: ReadonlySet<ChannelType> = new Set([
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
  ChannelType.GuildMedia,
]);

/** The name that a channel gets when somebody types `name`; an empty one when nothing of it can stand in a name. */
export function channelName(name: string, type: ChannelType): string {
  const trimmed = name.trim();
  if (!HASHED.has(type)) return trimmed;
  return trimmed
    .toLowerCase()
    .replace(/\s+/g, '-')
    .replace(/[!"#$%&'()*+,./:;<=>?@[\\\]^`{|}~]/g, '')
    .replace(/-{2,}/g, '-');
}

/** Copies overwrites, so that a later edit of one channel leaves the other alone. */
export function copyOverwrites(overwrites: ReadonlyMap<string, Overwrite>): Map<string, Overwrite> {
  return new Map(Array.from(overwrites, ([id, overwrite]) => [id, { ...overwrite }]));
}

/** Whether two channels grant and deny the same. */
export function inSync(one: Channel, other: Channel): boolean {
  if (one.overwrites.size !== other.overwrites.size) return false;
  for (const [id, overwrite] of one.overwrites) {
    const same = other.overwrites.get(id);
    if (!same || same.allow !== overwrite.allow || same.deny !== overwrite.deny) return false;
  }
  return true;
}

/**
 * Changes a channel and tells those who see it. What is edited in a category's overwrites goes on to its channels that
 * are in sync with it.
 */
export function editChannel(
  world: World,
  channel: Channel,
  changes: Partial<Omit<Channel, 'id' | 'guild' | 'thread' | 'recipients' | 'messages'>>,
): void {
  const followers = changes.overwrites ? channelsInSync(channel) : [];
  Object.assign(channel, changes);
  if (changes.name !== undefined) channel.name = channelName(changes.name, channel.type);
  channelChanged(world, channel);
  for (const follower of followers) {
    follower.overwrites = copyOverwrites(channel.overwrites);
    channelChanged(world, follower);
  }
}

function channelsInSync(category: Channel): Channel[] {
  if (category.type !== ChannelType.GuildCategory) return [];
  return [...category.guild!.channels.values()].filter(
    (child) => child.parentId === category.id && inSync(child, category),
  );
}

/** Deletes a channel with its threads, messages, files and webhooks, or a category, whose channels stay. */
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
  for (const message of channel.messages.values()) {
    message.deleted = true;
    forgetAttachments(world, message.attachments);
  }
  guild.channels.delete(channel.id);
  world.channels.delete(channel.id);
  world.threads.delete(channel);
  for (const webhook of world.webhooks.values())
    if (webhook.channelId === channel.id) world.webhooks.delete(webhook.id);
  if (channel.thread) return;
  let named = false;
  for (const setting of CHANNEL_SETTINGS) {
    if (guild[setting] !== channel.id) continue;
    guild[setting] = null;
    named = true;
  }
  if (named) guildChanged(world, guild);
}

/** Settings of a guild that name a channel. */
const CHANNEL_SETTINGS = [
  'systemChannelId',
  'afkChannelId',
  'rulesChannelId',
  'publicUpdatesChannelId',
] as const;

function nextPosition(guild: Guild): number {
  let next = 0;
  for (const channel of guild.channels.values())
    if (!channel.thread) next = Math.max(next, channel.position + 1);
  return next;
}
