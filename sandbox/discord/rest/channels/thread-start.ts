import {
  AuditLogEvent,
  ChannelType,
  MessageFlags,
  MessageReferenceType,
  MessageType,
  PermissionFlagsBits as P,
} from 'discord-api-types/v10';
import { DiscordError } from '../../errors.ts';
import { threadLimits } from '../../limits.ts';
import { audit, changesBetween } from '../../state/audit-log.ts';
import { announce, createMessage } from '../../state/messages.ts';
import { activeThreads, createThread, type ThreadOptions } from '../../state/threads.ts';
import type { Channel, Member, Message } from '../../state/types.ts';
import { messageObject } from '../../wire/message.ts';
import { threadFor } from '../../wire/thread.ts';
import { needInChannel } from '../access.ts';
import { type MessageBody, messageInput } from '../messages/message-input.ts';
import type { Call } from '../route.ts';
import { checkTags } from './forum-tags.ts';

/** What the bodies of all three ways to start a thread have in common. */
export interface ThreadBody {
  readonly name: string;
  readonly auto_archive_duration?: number | null;
  readonly rate_limit_per_user?: number | null;
}

/** A thread of its own. */
export interface FreeThreadBody extends ThreadBody {
  readonly type?: number | null;
  readonly invitable?: boolean | null;
}

/** A post of a forum or media channel. */
export interface PostBody extends ThreadBody {
  readonly applied_tags?: string[] | null;
  readonly message: MessageBody;
}

/** Which threads a channel takes, the one that is meant when the body names none first. */
const THREADS_OF: Readonly<Partial<Record<ChannelType, readonly ChannelType[]>>> = {
  [ChannelType.GuildText]: [ChannelType.PrivateThread, ChannelType.PublicThread],
  [ChannelType.GuildAnnouncement]: [ChannelType.AnnouncementThread],
};

/**
 * Starts a thread from a message. Its id is the message's.
 * @throws DiscordError 50024 where there are no such threads, 50013, 160004 when the message has one, 160006.
 */
export function startFromMessage(call: Call, me: Member, message: Message, body: ThreadBody): object {
  const { world, user } = call;
  const parent = message.channel;
  const types = THREADS_OF[parent.type];
  if (!types) throw new DiscordError(50024);
  needInChannel(call, me, parent, P.CreatePublicThreads | P.SendMessages);
  if (world.channels.has(message.id)) throw new DiscordError(160004);
  const channel = start(call, parent, body, { id: message.id, type: types.at(-1)! });
  message.threadId = channel.id;
  message.flags |= MessageFlags.HasThread;
  announce(world, 'MESSAGE_UPDATE', message);
  createMessage(world, channel, {
    type: MessageType.ThreadStarterMessage,
    author: message.author,
    reference: {
      type: MessageReferenceType.Default,
      message_id: message.id,
      channel_id: parent.id,
      guild_id: parent.guild!.id,
    },
    referenced: message,
  });
  uncountStarter(channel);
  return threadFor(channel, user.id, world.clock);
}

/**
 * Starts a thread that belongs to no message: a private one unless the body says otherwise.
 * @throws DiscordError 50024 for a type that the channel does not take, 50013, 160006.
 */
export function startFree(call: Call, me: Member, parent: Channel, body: FreeThreadBody): object {
  const { world, user } = call;
  const types = THREADS_OF[parent.type] ?? [];
  const type = body.type ?? types[0];
  if (type === undefined || !types.includes(type)) throw new DiscordError(50024);
  const isPrivate = type === ChannelType.PrivateThread;
  needInChannel(call, me, parent, isPrivate ? P.CreatePrivateThreads : P.CreatePublicThreads);
  const channel = start(call, parent, body, { type, invitable: !isPrivate || (body.invitable ?? true) });
  if (!isPrivate)
    createMessage(world, parent, {
      type: MessageType.ThreadCreated,
      author: user,
      content: channel.name,
      allowedMentions: { parse: [] },
      reference: {
        type: MessageReferenceType.Default,
        channel_id: channel.id,
        guild_id: parent.guild!.id,
      },
    });
  return threadFor(channel, user.id, world.clock);
}

/**
 * Writes a post: a thread whose first message has its id.
 * @throws DiscordError 50013, 160006, and what its tags and its message are refused with.
 */
export function startPost(call: Call, me: Member, forum: Channel, body: PostBody): object {
  const { world, user } = call;
  needInChannel(call, me, forum, P.SendMessages);
  if (call.files.length > 0) needInChannel(call, me, forum, P.AttachFiles);
  const tags = body.applied_tags ?? [];
  checkTags(call, me, forum, tags);
  const id = world.ids.next();
  const input = messageInput(call, { ...forum, id }, body.message);
  const channel = start(call, forum, body, { id, appliedTags: tags });
  const message = createMessage(world, channel, { ...input, id, author: user });
  uncountStarter(channel);
  return {
    ...threadFor(channel, user.id, world.clock),
    message: messageObject(message, { ...world.view, reader: user.id }),
  };
}

function start(call: Call, parent: Channel, body: ThreadBody, options: Omit<ThreadOptions, 'name'>): Channel {
  const { world, user, reason } = call;
  const guild = parent.guild!;
  if (activeThreads(world, guild).length >= threadLimits.active) throw new DiscordError(160006);
  const channel = createThread(world, parent, user, {
    name: body.name,
    ...(body.auto_archive_duration && { autoArchiveDuration: body.auto_archive_duration }),
    ...(typeof body.rate_limit_per_user === 'number' && { rateLimitPerUser: body.rate_limit_per_user }),
    ...options,
  });
  audit(world, guild, {
    action: AuditLogEvent.ThreadCreate,
    userId: user.id,
    targetId: channel.id,
    reason,
    changes: changesBetween(
      {},
      {
        name: channel.name,
        type: channel.type,
        archived: false,
        locked: false,
        auto_archive_duration: channel.thread!.autoArchiveDuration,
        rate_limit_per_user: channel.rateLimitPerUser,
        flags: channel.flags,
      },
    ),
  });
  return channel;
}

/** A thread counts its messages without the one that it began with. */
function uncountStarter(channel: Channel): void {
  channel.thread!.messageCount -= 1;
  channel.thread!.totalMessageSent -= 1;
}
