import { ChannelFlags, ChannelType, MessageType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { threadLimits } from '../limits.ts';
import { canView, channelPermissions } from '../permissions.ts';
import { compareSnowflakes } from '../snowflake.ts';
import { channelObject, threadMemberObject } from '../wire/channel.ts';
import { fullThreadMember, threadFor } from '../wire/thread.ts';
import { channelChanged } from './changes.ts';
import { type ChannelOptions, insertThread } from './channels.ts';
import type { Channel, Guild, Member, Message, Thread, User } from './types.ts';
import type { World } from './world.ts';

const MINUTE = 60 * 1000;

export interface ThreadOptions
  extends Pick<ChannelOptions, 'name' | 'rateLimitPerUser' | 'flags'>,
    Partial<Pick<Thread, 'invitable' | 'autoArchiveDuration' | 'appliedTags'>> {
  /** A public thread of a message has the message's id. */
  readonly id?: string;
  readonly type?: ChannelType;
}

/** Makes a thread, which its owner joins, and tells those who see it. What is left out comes from the parent. */
export function createThread(world: World, parent: Channel, owner: User, options: ThreadOptions): Channel {
  const { invitable = true, appliedTags = [], autoArchiveDuration, ...rest } = options;
  const now = world.clock.now();
  const channel = insertThread(
    world,
    parent,
    {
      ownerId: owner.id,
      archived: false,
      locked: false,
      invitable,
      autoArchiveDuration: autoArchiveDuration ?? parent.defaultAutoArchiveDuration ?? DEFAULT_DURATION,
      archiveChangedAt: now,
      createdAt: now,
      lastActiveAt: now,
      members: new Map([[owner.id, { userId: owner.id, joinedAt: now, flags: 1 }]]),
      messageCount: 0,
      totalMessageSent: 0,
      appliedTags,
    },
    {
      type: ChannelType.PublicThread,
      rateLimitPerUser: parent.defaultThreadRateLimitPerUser,
      ...rest,
    },
  );
  world.publish({
    event: 'THREAD_CREATE',
    guild: channel.guild,
    channel,
    data: () => ({ ...channelObject(channel, world.clock), newly_created: true }),
  });
  toldOfMembers(world, channel, [owner], []);
  return channel;
}

const DEFAULT_DURATION = 1440;

/** Lets people into a thread. @returns those who were not there yet. */
export function addThreadMembers(world: World, channel: Channel, users: readonly User[]): User[] {
  const { members } = channel.thread!;
  const added = users.filter((user) => !members.has(user.id) && members.size < threadLimits.members);
  for (const user of added) members.set(user.id, { userId: user.id, joinedAt: world.clock.now(), flags: 1 });
  if (added.length === 0) return added;
  if (channel.type === ChannelType.PrivateThread) {
    // To a bot a private thread begins when it is let in.
    for (const user of added) {
      const application = user.bot ? world.applicationOfBot(user.id) : undefined;
      if (!application) continue;
      world.publish({
        event: 'THREAD_CREATE',
        application,
        guild: channel.guild,
        channel,
        data: () => threadFor(channel, user.id, world.clock),
      });
    }
  }
  toldOfMembers(world, channel, added, []);
  return added;
}

/** Takes somebody out of a thread: they left or were removed. @returns whether they were in it. */
export function removeThreadMember(world: World, channel: Channel, user: User): boolean {
  const { members } = channel.thread!;
  const member = members.get(user.id);
  if (!member) return false;
  // Told while they are still in it: somebody who is out of a private thread would not hear of it.
  toldOfMembers(world, channel, [], [user]);
  members.delete(user.id);
  return true;
}

function toldOfMembers(world: World, channel: Channel, added: readonly User[], removed: readonly User[]) {
  const { clock } = world;
  const guild = channel.guild!;
  for (const user of added) {
    const application = user.bot ? world.applicationOfBot(user.id) : undefined;
    if (!application) continue;
    world.publish({
      event: 'THREAD_MEMBER_UPDATE',
      application,
      guild,
      data: () => ({
        ...threadMemberObject(channel, channel.thread!.members.get(user.id)!, clock),
        guild_id: guild.id,
      }),
    });
  }
  const count = channel.thread!.members.size - removed.length;
  world.publish({
    event: 'THREAD_MEMBERS_UPDATE',
    guild,
    channel,
    concerns: [...added, ...removed],
    data: () => ({
      id: channel.id,
      guild_id: guild.id,
      member_count: Math.min(count, threadLimits.countedMembers),
      ...(added.length > 0 && {
        added_members: added.map((user) => ({
          ...fullThreadMember(channel, user.id, clock, true),
          presence: null,
        })),
      }),
      ...(removed.length > 0 && { removed_member_ids: removed.map((user) => user.id) }),
    }),
  });
}

/** Archives a thread or brings it back, without telling anybody. Archiving unpins a forum post. */
export function setArchived(world: World, channel: Channel, archived: boolean): void {
  const thread = channel.thread!;
  if (thread.archived === archived) return;
  const now = world.clock.now();
  thread.archived = archived;
  thread.archiveChangedAt = now;
  if (archived) channel.flags &= ~ChannelFlags.Pinned;
  else thread.lastActiveAt = now;
}

/**
 * Brings an archived thread back because somebody writes in it. Does nothing to an active one or to what is no thread.
 * Whether they may (a locked thread is for those who manage threads) is for the caller to ask.
 */
export function wakeThread(world: World, channel: Channel): void {
  if (!channel.thread?.archived) return;
  setArchived(world, channel, false);
  channelChanged(world, channel);
}

/**
 * A message was written in a thread: it wakes, and its author and the people it mentions join, as far as they see the
 * thread's channel. What Discord says of itself changes nothing, and nobody joins by what a webhook says. Call it
 * before anybody is told of the message, so that a bot that it mentions in a private thread receives it.
 */
export function writtenIn(world: World, channel: Channel, message: Message): void {
  if (!message.webhook && !WRITTEN.has(message.type)) return;
  wakeThread(world, channel);
  if (message.webhook) return;
  const { members } = channel.guild!;
  const author = members.get(message.author.id);
  const mentioned = mayBring(world, channel, author) ? message.mentions : [];
  const joining = new Set([message.author, ...mentioned]);
  addThreadMembers(
    world,
    channel,
    [...joining].filter((user) => {
      const member = members.get(user.id);
      return member !== undefined && seesParent(world, channel, member);
    }),
  );
}

/** What somebody wrote, as against what Discord says of itself. */
const WRITTEN: ReadonlySet<MessageType> = new Set([MessageType.Default, MessageType.Reply]);

/** Whether a member may let others into the thread: a private one can be left to its owner and moderators. */
export function mayBring(world: World, channel: Channel, member: Member | undefined): boolean {
  if (channel.type !== ChannelType.PrivateThread || channel.thread!.invitable) return true;
  if (!member) return false;
  const bits = channelPermissions(member, channel, world.clock.now());
  return member.user.id === channel.thread!.ownerId || (bits & P.ManageThreads) !== 0n;
}

/** Archives a thread that nobody was active in for its time. Pinned forum posts stay. */
export function archiveIfIdle(world: World, channel: Channel): void {
  const { thread } = channel;
  if (!thread || thread.archived || channel.flags & ChannelFlags.Pinned) return;
  if (world.clock.now() - thread.lastActiveAt < thread.autoArchiveDuration * MINUTE) return;
  setArchived(world, channel, true);
  channelChanged(world, channel);
}

/** The threads of a guild that are not archived, newest first. */
export function activeThreads(world: World, guild: Guild): Channel[] {
  const active: Channel[] = [];
  for (const channel of guild.channels.values()) {
    archiveIfIdle(world, channel);
    if (channel.thread && !channel.thread.archived) active.push(channel);
  }
  return active.sort((one, other) => compareSnowflakes(other.id, one.id));
}

/** Whether a member sees the channel that a thread is in, without which nobody can be in the thread. */
export function seesParent(world: World, thread: Channel, member: Member): boolean {
  const parent = member.guild.channels.get(thread.parentId ?? '');
  return parent !== undefined && canView(member, parent, world.clock.now());
}
