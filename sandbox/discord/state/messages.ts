import { ChannelType, MessageFlags, MessageType } from 'discord-api-types/v10';
import { messageEventObject } from '../wire/message.ts';
import { forgetAttachments, keepAttachment } from './attachments.ts';
import type { Channel, Component, Message, User } from './types.ts';
import type { World } from './world.ts';

export type MessageOptions = Partial<
  Omit<Message, 'id' | 'channel' | 'author' | 'createdAt' | 'reactions'>
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
    ...rest,
  };
  numberComponents(message.components);
  readMentions(world, message, allowedMentions);
  for (const attachment of message.attachments) keepAttachment(world, attachment);
  channel.messages.set(message.id, message);
  if (message.visibleTo === undefined) {
    channel.lastMessageId = message.id;
    if (channel.thread) {
      channel.thread.lastActiveAt = message.createdAt;
      channel.thread.messageCount += 1;
      channel.thread.totalMessageSent += 1;
    }
  }
  announce(world, 'MESSAGE_CREATE', message);
  return message;
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
  if (rest.content !== undefined) readMentions(world, message, allowedMentions);
  if (edited) message.editedAt = world.clock.now();
  announce(world, 'MESSAGE_UPDATE', message);
}

export function deleteMessage(world: World, message: Message): void {
  const { channel } = message;
  dropMessage(world, message);
  world.publish({
    event: 'MESSAGE_DELETE',
    guild: channel.guild,
    channel,
    ...audience(message),
    data: () => ({
      id: message.id,
      channel_id: channel.id,
      ...(channel.guild && { guild_id: channel.guild.id }),
    }),
  });
}

/** Deletes messages of one channel together, which is one event. */
export function deleteMessages(world: World, channel: Channel, messages: readonly Message[]): void {
  for (const message of messages) dropMessage(world, message);
  world.publish({
    event: 'MESSAGE_DELETE_BULK',
    guild: channel.guild,
    channel,
    data: () => ({
      ids: messages.map((message) => message.id),
      channel_id: channel.id,
      ...(channel.guild && { guild_id: channel.guild.id }),
    }),
  });
}

function dropMessage(world: World, message: Message): void {
  const { channel } = message;
  channel.messages.delete(message.id);
  forgetAttachments(world, message.attachments);
  if (channel.thread && message.visibleTo === undefined) channel.thread.messageCount -= 1;
}

/** Tells those who see `message` that it came or changed. */
export function announce(world: World, event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: Message): void {
  const { channel } = message;
  world.publish({
    event,
    guild: channel.guild,
    channel,
    message,
    ...audience(message),
    data: () => messageEventObject(message, world.view),
  });
}

/** Ephemeral messages go to no session but their author's; direct messages go to the two who talk. */
function audience(message: Message): { recipients?: User[] } {
  if (message.visibleTo !== undefined) return { recipients: [message.author] };
  return message.channel.type === ChannelType.DM ? { recipients: message.channel.recipients } : {};
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
export function childrenOf(component: Component): Component[] {
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

function readMentions(world: World, message: Message, allowed: AllowedMentions | undefined): void {
  const { content, channel } = message;
  const parses = (kind: string): boolean =>
    !allowed?.parse ? allowed === undefined : allowed.parse.includes(kind);
  const users = new Map<string, User>();
  for (const [, id] of content.matchAll(/<@!?(\d{1,20})>/g)) {
    const user = world.users.get(id!);
    if (user && (parses('users') || allowed?.users?.includes(id!))) users.set(user.id, user);
  }
  if (message.type === MessageType.Reply && message.referenced && allowed?.replied_user !== false)
    users.set(message.referenced.author.id, message.referenced.author);
  message.mentions = [...users.values()];
  message.mentionRoles = [...content.matchAll(/<@&(\d{1,20})>/g)]
    .map(([, id]) => id!)
    .filter((id) => channel.guild?.roles.has(id) && (parses('roles') || allowed?.roles?.includes(id)));
  message.mentionEveryone = /@(everyone|here)/.test(content) && parses('everyone');
}

export const EPHEMERAL = MessageFlags.Ephemeral;
