import { ComponentType, MessageFlags, MessageType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { channelPermissions } from '../permissions.ts';
import { messageEventObject } from '../wire/message.ts';
import { forgetAttachments, keepAttachment } from './attachments.ts';
import { type Dispatch, inChannel } from './dispatch.ts';
import { rememberNonce } from './nonces.ts';
import { writtenIn } from './threads.ts';
import type { Channel, Component, Message, Thread, User } from './types.ts';
import type { World } from './world.ts';

export type MessageOptions = Partial<
  Omit<Message, 'id' | 'channel' | 'author' | 'createdAt' | 'reactions' | 'deleted'>
> & {
  author: User;
  /** Which mentions in the text count; all of them by default. */
  allowedMentions?: AllowedMentions | undefined;
  /** Keeps everybody from seeing an id that is already known, like the one of a deferred answer. */
  id?: string;
};

export interface AllowedMentions {
  parse?: readonly string[] | null;
  users?: readonly string[] | null;
  roles?: readonly string[] | null;
  replied_user?: boolean | null;
}

/** Writes a message into a channel and tells those who see it. */
export function createMessage(world: World, channel: Channel, options: MessageOptions): Message {
  const { allowedMentions, id = world.ids.next(), ...rest } = options;
  const message: Message = {
    id,
    channel,
    type: MessageType.Default,
    webhook: undefined,
    content: '',
    embeds: [],
    attachments: [],
    components: [],
    flags: 0,
    tts: false,
    createdAt: world.clock.now(),
    editedAt: null,
    pinnedAt: null,
    mentionEveryone: false,
    mentions: [],
    mentionRoles: [],
    reactions: [],
    nonce: undefined,
    reference: undefined,
    referenced: undefined,
    snapshots: undefined,
    interaction: undefined,
    poll: undefined,
    stickers: [],
    threadId: undefined,
    visibleTo: undefined,
    deleted: false,
    ...rest,
  };
  numberComponents(message.components);
  if (!rest.mentions) readMentions(world, message, allowedMentions);
  for (const attachment of message.attachments) keepAttachment(world, attachment);
  channel.messages.set(message.id, message);
  if (message.nonce !== undefined) rememberNonce(world, message);
  if (message.visibleTo === undefined) {
    channel.lastMessageId = message.id;
    if (channel.thread) enliven(world, channel, channel.thread, message);
  }
  announce(world, 'MESSAGE_CREATE', message);
  return message;
}

/** A message counts in its thread, and wakes it. */
function enliven(world: World, channel: Channel, thread: Thread, message: Message): void {
  thread.lastActiveAt = message.createdAt;
  thread.messageCount += 1;
  thread.totalMessageSent += 1;
  writtenIn(world, channel, message);
}

/** Changes a message and tells those who see it. @param edited whether people see it marked as edited. */
export function editMessage(
  world: World,
  message: Message,
  changes: Partial<Message> & { allowedMentions?: AllowedMentions | undefined },
  edited = true,
): void {
  const { allowedMentions, ...rest } = changes;
  if (rest.attachments) {
    forgetAttachments(world, message.attachments);
    for (const attachment of rest.attachments) keepAttachment(world, attachment);
  }
  Object.assign(message, rest);
  if (rest.components) numberComponents(message.components);
  if (rest.content !== undefined || rest.components) readMentions(world, message, allowedMentions);
  if (edited) message.editedAt = world.clock.now();
  announce(world, 'MESSAGE_UPDATE', message);
}

/** Deletes a message and tells those who saw it. */
export function deleteMessage(world: World, message: Message): void {
  const { channel } = message;
  remove(world, message);
  world.publish({
    event: 'MESSAGE_DELETE',
    ...audience(message),
    data: () => ({
      id: message.id,
      channel_id: channel.id,
      ...(channel.guild && { guild_id: channel.guild.id }),
    }),
  });
}

/** Deletes messages of one guild channel at once, with one event. */
export function deleteMessages(world: World, channel: Channel, messages: readonly Message[]): void {
  for (const message of messages) remove(world, message);
  const ids = messages.map((message) => message.id);
  world.publish({
    event: 'MESSAGE_DELETE_BULK',
    guild: channel.guild,
    channel,
    data: () => ({ ids, channel_id: channel.id, guild_id: channel.guild!.id }),
  });
}

/** Takes a message out of its channel, and its files off the CDN. Replies to it show that it is gone. */
function remove(world: World, message: Message): void {
  const { channel } = message;
  channel.messages.delete(message.id);
  message.deleted = true;
  forgetAttachments(world, message.attachments);
  if (channel.thread && message.visibleTo === undefined) channel.thread.messageCount -= 1;
}

/** Tells those who see `message` that it came or changed. */
export function announce(world: World, event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: Message): void {
  world.publish({
    event,
    message,
    ...audience(message),
    data: () => messageEventObject(message, world.view),
  });
}

/** Ephemeral messages go to no session but their author's; direct messages go to the two who talk. */
function audience({ channel, visibleTo, author }: Message): Partial<Dispatch> {
  return { ...inChannel(channel), ...(visibleTo !== undefined && { recipients: [author] }) };
}

/** Gives each component that has none an `id`, counting from 1 in order, as Discord does. */
export function numberComponents(components: Component[]): void {
  const taken = new Set<number>();
  const all: Component[] = [];
  const walk = (component: unknown): void => {
    if (!isComponent(component)) return;
    all.push(component);
    if (component.id) taken.add(component.id);
    for (const child of childrenOf(component)) walk(child);
  };
  components.forEach(walk);
  let next = 1;
  for (const component of all) {
    if (component.id) continue;
    while (taken.has(next)) next += 1;
    component.id = next;
    taken.add(next);
  }
}

/** The components inside a component: of a row, a container, a section, a label. */
function childrenOf(component: Component): Component[] {
  const { components, accessory, component: inner } = component;
  return [...(Array.isArray(components) ? components : []), accessory, inner].filter(isComponent);
}

/** Every component of a message or a modal, in order, nested ones after the one that holds them. */
export function* allComponents(components: readonly Component[]): Generator<Component> {
  for (const component of components) {
    yield component;
    yield* allComponents(childrenOf(component));
  }
}

function isComponent(value: unknown): value is Component {
  return typeof value === 'object' && value !== null && typeof (value as Component).type === 'number';
}

/** Whether the author, where they are a member, may do `bit` in the message's channel. */
function mayAuthor(world: World, message: Message, bit: bigint): boolean {
  const member = message.channel.guild?.members.get(message.author.id);
  return !member || (channelPermissions(member, message.channel, world.clock.now()) & bit) !== 0n;
}

/**
 * Whom the text mentions, as far as `allowed` and the author's permissions let it: a role needs to be mentionable or
 * the permission Mention Everyone, as `@everyone` does.
 *
 * Source: https://docs.discord.com/developers/resources/message#allowed-mentions-object
 */
function readMentions(world: World, message: Message, allowed: AllowedMentions | undefined): void {
  const { channel } = message;
  const text = mentionableText(message);
  const parses = (kind: string): boolean =>
    !allowed?.parse ? allowed === undefined : allowed.parse.includes(kind);
  const users = new Map<string, User>();
  for (const [, id] of text.matchAll(/<@!?(\d{1,20})>/g)) {
    const user = world.users.get(id!);
    if (user && (parses('users') || allowed?.users?.includes(id!))) users.set(user.id, user);
  }
  if (message.type === MessageType.Reply && message.referenced && (allowed?.replied_user ?? !allowed))
    users.set(message.referenced.author.id, message.referenced.author);
  message.mentions = [...users.values()];
  message.mentionRoles = [];
  message.mentionEveryone = false;
  if (!channel.guild || !/<@&|@everyone|@here/.test(text)) return;
  const everybody = mayAuthor(world, message, P.MentionEveryone);
  const roles = new Set<string>();
  for (const [, id] of text.matchAll(/<@&(\d{1,20})>/g)) {
    const role = channel.guild.roles.get(id!);
    if (role && (role.mentionable || everybody) && (parses('roles') || allowed?.roles?.includes(id!)))
      roles.add(role.id);
  }
  message.mentionRoles = [...roles];
  message.mentionEveryone = everybody && /@(everyone|here)/.test(text) && parses('everyone');
}

/** The text that can mention: the content, or the text displays of a message made of components. */
function mentionableText(message: Message): string {
  if (!(message.flags & MessageFlags.IsComponentsV2)) return message.content;
  return [...allComponents(message.components)]
    .filter((component) => component.type === ComponentType.TextDisplay)
    .map((component) => component.content)
    .join('\n');
}
