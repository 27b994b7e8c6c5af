import { ChannelType as C, MessageType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { messageLimits, uploadLimits } from '../discord/limits.ts';
import { channelPermissions } from '../discord/permissions.ts';
import { readEmoji } from '../discord/rest/emoji.ts';
import { newAttachment } from '../discord/state/attachments.ts';
import { createMessage, deleteMessage, editMessage } from '../discord/state/messages.ts';
import { addReaction, type Emoji, reactionOf, removeReaction } from '../discord/state/reactions.ts';
import { addThreadMembers, createThread, wakeThread } from '../discord/state/threads.ts';
import type { Attachment, Channel, Message } from '../discord/state/types.ts';
import type { InputFile } from './input.ts';
import type { MessageLike, Person, Place } from './person.ts';
import { ClientRefusal } from './refusal.ts';
import { seesMessage } from './screen.ts';
import { ShownMessage } from './shown-message.ts';

export interface SayOptions {
  /** Where; the first text channel by default. */
  readonly in?: Place;
  readonly files?: readonly InputFile[];
  readonly replyTo?: MessageLike;
}

/** Channels with a box to type in. */
export const WRITABLE: readonly C[] = [
  C.GuildText,
  C.GuildAnnouncement,
  C.GuildVoice,
  C.GuildStageVoice,
  C.DM,
  C.PublicThread,
  C.PrivateThread,
  C.AnnouncementThread,
];

/** Writes a message as somebody. @throws ClientRefusal when the client would not let them. */
export function say(
  person: Person,
  channel: Channel,
  content: string,
  options: SayOptions = {},
): ShownMessage {
  const { world, clock } = person.sandbox;
  const { files = [], replyTo } = options;
  const bits = permissions(person, channel);
  const text = content.trim();
  needWritable(person, channel, bits);
  if (text === '' && files.length === 0) throw new ClientRefusal(person, 'the message is empty');
  needShort(person, text);
  if (files.length > 0) need(person, channel, bits, P.AttachFiles, 'attach files');
  if (files.length > messageLimits.files)
    throw new ClientRefusal(person, `a message takes ${messageLimits.files} files, not ${files.length}`);
  const referenced = replyTo && recordOf(replyTo);
  if (referenced) needSeen(person, referenced);
  if (referenced) need(person, channel, bits, P.ReadMessageHistory, 'reply');
  const attachments = files.map((file) => attachmentOf(person, channel, file));

  channel.lastWrites.set(person.user.id, clock.now());
  if (channel.thread) {
    wakeThread(world, channel);
    addThreadMembers(world, channel, [person.user]);
  }
  const message = createMessage(world, channel, {
    author: person.user,
    content: text,
    attachments,
    allowedMentions: allowedMentions(channel, bits),
    ...(referenced && {
      type: MessageType.Reply,
      referenced,
      reference: {
        type: 0,
        message_id: referenced.id,
        channel_id: channel.id,
        ...(channel.guild && { guild_id: channel.guild.id }),
      },
    }),
  });
  return new ShownMessage(world, message);
}

/** Starts a thread in a channel, or a post in a forum, with its first message. */
export function startThread(
  person: Person,
  parent: Channel,
  name: string,
  content: string,
  options: { private?: boolean; files?: readonly InputFile[] } = {},
): Channel {
  const { world } = person.sandbox;
  const bits = permissions(person, parent);
  const forum = parent.type === C.GuildForum || parent.type === C.GuildMedia;
  if (forum) need(person, parent, bits, P.SendMessages, 'post');
  else if (options.private) need(person, parent, bits, P.CreatePrivateThreads, 'start a private thread');
  else need(person, parent, bits, P.CreatePublicThreads, 'start a thread');
  const type = options.private
    ? C.PrivateThread
    : parent.type === C.GuildAnnouncement
      ? C.AnnouncementThread
      : C.PublicThread;
  const thread = createThread(world, parent, person.user, { name, type });
  say(person, thread, content, options.files ? { files: options.files } : {});
  return thread;
}

/** Puts a reaction on a message. */
export function react(person: Person, message: Message, emoji: string): void {
  needSeen(person, message);
  const bits = permissions(person, message.channel);
  need(person, message.channel, bits, P.ReadMessageHistory, 'react');
  const chosen = emojiOf(person, emoji);
  const present = reactionOf(message, chosen);
  if (!present) need(person, message.channel, bits, P.AddReactions, 'react with a new emoji');
  if (!present && message.reactions.length >= messageLimits.reactions)
    throw new ClientRefusal(person, `the message has ${messageLimits.reactions} reactions already`);
  addReaction(person.sandbox.world, message, chosen, person.user);
}

/** Takes the person's reaction back. @throws ClientRefusal when there was none. */
export function unreact(person: Person, message: Message, emoji: string): void {
  needSeen(person, message);
  if (!removeReaction(person.sandbox.world, message, emojiOf(person, emoji), person.user))
    throw new ClientRefusal(person, `${person.name} has not reacted with ${emoji}`);
}

/** Changes a message of one's own. @throws ClientRefusal when the client would not let them. */
export function editAs(person: Person, message: Message, content: string): void {
  needSeen(person, message);
  if (message.author !== person.user) throw new ClientRefusal(person, 'the message is not their own');
  const text = content.trim();
  if (text === '' && message.attachments.length === 0)
    throw new ClientRefusal(person, 'the message would be empty');
  needShort(person, text);
  const bits = permissions(person, message.channel);
  editMessage(person.sandbox.world, message, {
    content: text,
    allowedMentions: allowedMentions(message.channel, bits),
  });
}

/** Deletes a message of the person, or anybody's with Manage Messages. An ephemeral one is dismissed. */
export function deleteAs(person: Person, message: Message): void {
  needSeen(person, message);
  const own = message.author === person.user || message.visibleTo === person.user.id;
  if (!own)
    need(person, message.channel, permissions(person, message.channel), P.ManageMessages, 'delete it');
  deleteMessage(person.sandbox.world, message);
}

function needWritable(person: Person, channel: Channel, bits: bigint): void {
  const { clock, world } = person.sandbox;
  if (!WRITABLE.includes(channel.type)) throw new ClientRefusal(person, `#${channel.name} takes no messages`);
  if (!channel.guild) return needSharedGuild(person, channel);
  const member = channel.guild.members.get(person.user.id)!;
  if (member.timeoutUntil !== null && member.timeoutUntil > clock.now())
    throw new ClientRefusal(person, `${person.name} is timed out until ${clock.iso(member.timeoutUntil)}`);
  need(person, channel, bits, P.SendMessages, 'write');
  if (channel.thread?.archived && channel.thread.locked && !(bits & P.ManageThreads))
    throw new ClientRefusal(person, `#${channel.name} is archived and locked`);
  if (channel.thread?.locked && !(bits & P.ManageThreads))
    throw new ClientRefusal(person, `#${channel.name} is locked`);
  const wait = slowmodeLeft(world.clock.now(), person, channel, bits);
  if (wait > 0)
    throw new ClientRefusal(person, `#${channel.name} is in slow mode: ${Math.ceil(wait / 1000)} s to go`);
}

/** Source: Discord's docs, `rate_limit_per_user`: those who manage messages or the channel are exempt. */
function slowmodeLeft(now: number, person: Person, channel: Channel, bits: bigint): number {
  if (channel.rateLimitPerUser === 0 || bits & (P.ManageMessages | P.ManageChannels)) return 0;
  const last = channel.lastWrites.get(person.user.id);
  return last === undefined ? 0 : last + channel.rateLimitPerUser * 1000 - now;
}

function needSharedGuild(person: Person, channel: Channel): void {
  const other = channel.recipients.find((user) => user !== person.user);
  const shared = [...person.sandbox.world.guilds.values()].some(
    ({ members }) => members.has(person.user.id) && members.has(other?.id ?? ''),
  );
  if (!shared) throw new ClientRefusal(person, `${person.name} shares no guild with ${other?.username}`);
}

function needSeen(person: Person, message: Message): void {
  const { channel } = message;
  if (channel.messages.get(message.id) !== message)
    throw new ClientRefusal(person, 'the message has been deleted');
  if (!person.seesChannel(channel) || !seesMessage(person.sandbox.world, person.user, message))
    throw new ClientRefusal(person, `${person.name} does not see that message`);
}

function need(person: Person, channel: Channel, bits: bigint, bit: bigint, what: string): void {
  if (!(bits & bit)) throw new ClientRefusal(person, `${person.name} may not ${what} in #${channel.name}`);
}

const ALL = ~0n;

function permissions(person: Person, channel: Channel): bigint {
  const member = channel.guild?.members.get(person.user.id);
  if (!channel.guild) return ALL;
  return member ? channelPermissions(member, channel, person.sandbox.clock.now()) : 0n;
}

/** `@everyone`, `@here` and roles that are not for everybody to mention count only with the permission. */
function allowedMentions(channel: Channel, bits: bigint) {
  if (bits & P.MentionEveryone) return undefined;
  const roles = [...(channel.guild?.roles.values() ?? [])].filter((role) => role.mentionable);
  return { parse: ['users'], roles: roles.map((role) => role.id) };
}

function attachmentOf(person: Person, channel: Channel, file: InputFile): Attachment {
  const content = typeof file.content === 'string' ? Buffer.from(file.content) : file.content;
  if (content.byteLength > uploadLimits.fileInBytes)
    throw new ClientRefusal(person, `the file ${file.name} is too large`);
  return newAttachment(person.sandbox.world, channel.id, {
    filename: file.name,
    content,
    contentType: file.type,
  });
}

/**
 * `👍`, or a custom one as `name:id` or `<:name:id>`.
 * @throws ClientRefusal when the text is no emoji.
 */
function emojiOf(person: Person, text: string): Emoji {
  const emoji = readEmoji(text.replace(/^<:?|>$/g, ''));
  if (!emoji) throw new ClientRefusal(person, `'${text}' is no emoji`);
  return emoji;
}

function recordOf(message: MessageLike): Message {
  return message instanceof ShownMessage ? message.record : message;
}

/** @throws ClientRefusal when a text is longer than the client sends. */
function needShort(person: Person, text: string): void {
  const most = messageLimits.content;
  if (text.length > most)
    throw new ClientRefusal(person, `the message has ${text.length} characters; ${most} is the most`);
}
