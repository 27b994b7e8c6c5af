import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { canView, channelPermissions } from '../discord/permissions.ts';
import { compareSnowflakes } from '../discord/snowflake.ts';
import type { Channel, Message, User } from '../discord/state/types.ts';
import type { World } from '../discord/state/world.ts';
import { displayName, ShownMessage } from './shown-message.ts';

/** A channel as one person sees it at this moment. Of a hidden channel nothing is to be seen. */
export class Screen {
  readonly channel: Channel;
  /** Whether the person sees the channel at all. */
  readonly visible: boolean;
  /** Oldest first. Other people's ephemeral messages are not among them. */
  readonly messages: readonly ShownMessage[];

  constructor(world: World, user: User, channel: Channel) {
    this.channel = channel;
    this.visible = seesChannel(world, user, channel);
    this.messages = this.visible
      ? [...channel.messages.values()]
          .filter((message) => seesMessage(world, user, message))
          .sort((one, other) => compareSnowflakes(one.id, other.id))
          .map((message) => new ShownMessage(world, message))
      : [];
  }

  get text(): string {
    return this.messages.map(String).join('\n');
  }

  get last(): ShownMessage | undefined {
    return this.messages.at(-1);
  }

  /** The newest message that says `text`. */
  message(text: string): ShownMessage | undefined {
    return this.messages.findLast((message) => message.shows(text));
  }

  shows(text: string): boolean {
    return this.message(text) !== undefined;
  }

  toString(): string {
    return this.text;
  }
}

/** Whether a person sees a channel: a guild's by permission, a direct one when it is theirs. */
export function seesChannel(world: World, user: User, channel: Channel): boolean {
  const { guild } = channel;
  if (!guild) return channel.recipients.includes(user);
  const member = guild.members.get(user.id);
  return (
    member !== undefined && guild.channels.has(channel.id) && canView(member, channel, world.clock.now())
  );
}

/**
 * Whether a person sees a message of a channel that they see. Without Read Message History that is what was written
 * since they joined, as in a client that was open all the time.
 */
export function seesMessage(world: World, user: User, message: Message): boolean {
  if (message.visibleTo !== undefined) return message.visibleTo === user.id;
  const member = message.channel.guild?.members.get(user.id);
  if (!member) return true;
  const bits = channelPermissions(member, message.channel, world.clock.now());
  return (bits & P.ReadMessageHistory) !== 0n || message.createdAt >= member.joinedAt;
}

/** Every channel that a person sees: those of the guilds they are in, threads after their channels, and direct ones. */
export function channelsOf(world: World, user: User): Channel[] {
  return [...world.channels.values()].filter((channel) => seesChannel(world, user, channel));
}

/** How many messages of a channel a description shows. */
const SHOWN = 10;

/** All that a person sees, as plain text, for the message of a failure. */
export function describeScreens(world: World, user: User, channels: readonly Channel[]): string {
  if (channels.length === 0) return `${user.username} sees no channel.`;
  return channels
    .filter((channel) => channel.type !== ChannelType.GuildCategory)
    .map((channel) => describeScreen(world, user, channel))
    .join('\n');
}

/** All that somebody sees, as text. */
function describeScreen(world: World, user: User, channel: Channel): string {
  const { messages, visible } = new Screen(world, user, channel);
  if (!visible) return `${channelLabel(channel, user)}: hidden from ${user.username}`;
  if (messages.length === 0) return `${channelLabel(channel, user)}: (empty)`;
  const left = messages.length > SHOWN ? [`  (${messages.length - SHOWN} earlier messages)`] : [];
  const shown = messages.slice(-SHOWN).flatMap((message) => String(message).split('\n'));
  return [`${channelLabel(channel, user)}:`, ...left, ...shown.map((line) => `  ${line}`)].join('\n');
}

/** `#general`, or `direct messages with Guildhall`. */
function channelLabel(channel: Channel, reader: User): string {
  if (channel.guild) return `#${channel.name}`;
  const other = channel.recipients.find((user) => user !== reader);
  return `direct messages with ${other ? displayName(other) : 'themselves'}`;
}
