import { memberObject } from '../wire/member.ts';
import { inChannel } from './dispatch.ts';
import type { Message, Reaction, User } from './types.ts';
import type { World } from './world.ts';

export type Emoji = Reaction['emoji'];

/** The reactions with this emoji: a custom one by its id, another by its character. */
export function reactionOf(message: Message, emoji: Emoji): Reaction | undefined {
  return message.reactions.find((reaction) =>
    emoji.id ? reaction.emoji.id === emoji.id : !reaction.emoji.id && reaction.emoji.name === emoji.name,
  );
}

/** `user` reacts. A second time changes nothing and tells nobody. */
export function addReaction(world: World, message: Message, emoji: Emoji, user: User): void {
  let reaction = reactionOf(message, emoji);
  if (!reaction) {
    reaction = { emoji, userIds: new Set() };
    message.reactions.push(reaction);
  }
  if (reaction.userIds.has(user.id)) return;
  reaction.userIds.add(user.id);
  const member = message.channel.guild?.members.get(user.id);
  tell(world, message, 'MESSAGE_REACTION_ADD', () => ({
    user_id: user.id,
    emoji,
    message_author_id: message.author.id,
    ...(member && { member: memberObject(member, world.clock) }),
    burst: false,
    type: 0,
  }));
}

/** Takes a reaction back. @returns whether there was one. */
export function removeReaction(world: World, message: Message, emoji: Emoji, user: User): boolean {
  const reaction = reactionOf(message, emoji);
  if (!reaction?.userIds.delete(user.id)) return false;
  if (reaction.userIds.size === 0) message.reactions.splice(message.reactions.indexOf(reaction), 1);
  tell(world, message, 'MESSAGE_REACTION_REMOVE', () => ({
    user_id: user.id,
    emoji: reaction.emoji,
    burst: false,
    type: 0,
  }));
  return true;
}

/** Takes all reactions off a message. */
export function clearReactions(world: World, message: Message): void {
  message.reactions.length = 0;
  tell(world, message, 'MESSAGE_REACTION_REMOVE_ALL', () => ({}));
}

/** Takes all reactions with one emoji away. @returns whether there were any. */
export function clearEmoji(world: World, message: Message, emoji: Emoji): boolean {
  const reaction = reactionOf(message, emoji);
  if (!reaction) return false;
  message.reactions.splice(message.reactions.indexOf(reaction), 1);
  tell(world, message, 'MESSAGE_REACTION_REMOVE_EMOJI', () => ({ emoji: reaction.emoji }));
  return true;
}

function tell(world: World, message: Message, event: string, data: () => object): void {
  const { channel } = message;
  const { guild } = channel;
  world.publish({
    event,
    ...inChannel(channel),
    data: () => ({
      ...data(),
      message_id: message.id,
      channel_id: channel.id,
      ...(guild && { guild_id: guild.id }),
    }),
  });
}
