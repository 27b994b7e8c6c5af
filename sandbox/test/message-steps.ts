import type { ChannelType } from 'discord-api-types/v10';
import { createUser } from '../discord/state/accounts.ts';
import { createChannel, directChannel } from '../discord/state/channels.ts';
import { addMember } from '../discord/state/guilds.ts';
import { createMessage, type MessageOptions } from '../discord/state/messages.ts';
import { createThread } from '../discord/state/threads.ts';
import type { Channel, Message, User } from '../discord/state/types.ts';
import type { Answered, Stage } from './stage.ts';

/** A person in the guild. */
export function person(stage: Stage, options: { dmsOpen?: boolean; elsewhere?: boolean } = {}): User {
  const user = createUser(stage.world, 'ada', { dmsOpen: options.dmsOpen ?? true });
  if (!options.elsewhere) addMember(stage.world, stage.guild, user);
  return user;
}

/** A message of somebody else in `general`. */
export function theirs(
  stage: Stage,
  options: Partial<MessageOptions> = {},
  channel = stage.general,
): Message {
  return createMessage(stage.world, channel, { author: stage.owner, content: 'hello', ...options });
}

/** A message of the bot. */
export function mine(stage: Stage, options: Partial<MessageOptions> = {}, channel = stage.general): Message {
  return theirs(stage, { author: stage.application.bot, ...options }, channel);
}

export function channel(stage: Stage, type: ChannelType): Channel {
  return createChannel(stage.world, stage.guild, { name: 'other', type });
}

export function thread(stage: Stage, state: { archived?: boolean; locked?: boolean } = {}): Channel {
  const made = createThread(stage.world, stage.general, stage.owner, { name: 'thread' });
  Object.assign(made.thread!, state);
  return made;
}

/** Takes permissions away from everybody in `general`. */
export function deny(stage: Stage, bits: bigint): void {
  stage.general.overwrites.set(stage.guild.id, { id: stage.guild.id, type: 0, allow: 0n, deny: bits });
}

/** The direct channel of the bot and `user`. */
export function direct(stage: Stage, user: User): Channel {
  return directChannel(stage.world, stage.application.bot, user);
}

export function say(stage: Stage, body: unknown, at: Channel = stage.general): Promise<Answered> {
  return stage.api('POST', `/channels/${at.id}/messages`, body);
}

/** The path of a message. */
export function pathOf(message: Message): string {
  return `/channels/${message.channel.id}/messages/${message.id}`;
}

/** The answer to `then`, or of `first` when that was refused. */
export async function after(first: Promise<Answered>, then: () => Promise<Answered>): Promise<Answered> {
  const answer = await first;
  return answer.status < 300 ? then() : answer;
}
