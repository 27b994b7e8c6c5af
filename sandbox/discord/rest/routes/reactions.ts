import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { z } from 'zod';
import { DiscordError } from '../../errors.ts';
import { messageLimits } from '../../limits.ts';
import { compareSnowflakes } from '../../snowflake.ts';
import {
  addReaction,
  clearEmoji,
  clearReactions,
  reactionOf,
  removeReaction,
} from '../../state/reactions.ts';
import type { Member, Message, User } from '../../state/types.ts';
import { userObject } from '../../wire/user.ts';
import { channelFor, messageIn, needInChannel } from '../access.ts';
import { spec } from '../body/spec.ts';
import { emojiOf } from '../emoji.ts';
import { needActive } from '../messages/send-access.ts';
import { queryInteger, querySnowflake } from '../query.ts';
import { type Call, type Route, route } from '../route.ts';

const BASE = '/channels/:channel_id/messages/:message_id/reactions';

/** Source: https://docs.discord.com/developers/resources/message#create-reaction */
export const reactionRoutes: readonly Route[] = [
  route('PUT', `${BASE}/:emoji_name/@me`, {}, (call) => {
    const { message, me } = reactable(call);
    const emoji = emojiOf(call.params.emoji_name);
    needInChannel(call, me, message.channel, P.ReadMessageHistory);
    const present = reactionOf(message, emoji);
    // Joining in needs no permission; only the first one of an emoji does.
    if (!present) {
      needInChannel(call, me, message.channel, P.AddReactions);
      if (emoji.id) needInChannel(call, me, message.channel, P.UseExternalEmojis);
      if (message.reactions.length >= messageLimits.reactions) throw new DiscordError(30010);
    }
    addReaction(call.world, message, present?.emoji ?? emoji, call.user);
    return undefined;
  }),
  route('DELETE', `${BASE}/:emoji_name/@me`, {}, (call) => {
    const { message } = reactable(call);
    removeReaction(call.world, message, emojiOf(call.params.emoji_name), call.user);
    return undefined;
  }),
  route('DELETE', `${BASE}/:emoji_name/:user_id`, {}, (call) => {
    const { message, me } = reactable(call);
    const emoji = emojiOf(call.params.emoji_name);
    const user = call.world.users.get(call.params.user_id);
    if (!user) throw new DiscordError(10013);
    if (user !== call.user) needToManage(call, message, me);
    removeReaction(call.world, message, emoji, user);
    return undefined;
  }),
  route('GET', `${BASE}/:emoji_name`, { answer: z.array(spec('UserResponse')) }, (call) => {
    const { channel, me } = channelFor(call, call.params.channel_id);
    needInChannel(call, me, channel, P.ReadMessageHistory);
    const message = messageIn(channel, call.params.message_id);
    const emoji = emojiOf(call.params.emoji_name);
    const limit = queryInteger(call, 'limit', { min: 1, max: 100, fallback: 25 });
    const after = querySnowflake(call, 'after') ?? '0';
    // Super-reactions, type 1, cost people Nitro: there are none here.
    if (queryInteger(call, 'type', { min: 0, max: 1, fallback: 0 }) === 1) return [];
    return [...(reactionOf(message, emoji)?.userIds ?? [])]
      .filter((id) => compareSnowflakes(id, after) > 0)
      .sort(compareSnowflakes)
      .slice(0, limit)
      .map((id) => userObject(call.world.users.get(id) as User));
  }),
  route('DELETE', BASE, {}, (call) => {
    const { message, me } = reactable(call);
    needToManage(call, message, me);
    clearReactions(call.world, message);
    return undefined;
  }),
  route('DELETE', `${BASE}/:emoji_name`, {}, (call) => {
    const { message, me } = reactable(call);
    const emoji = emojiOf(call.params.emoji_name);
    needToManage(call, message, me);
    clearEmoji(call.world, message, emoji);
    return undefined;
  }),
];

/** @throws DiscordError 50083 in an archived thread, and as `channelFor` and `messageIn`. */
function reactable(call: Call<{ channel_id: string; message_id: string }>): {
  message: Message;
  me: Member | undefined;
} {
  const { channel, me } = channelFor(call, call.params.channel_id);
  const message = messageIn(channel, call.params.message_id);
  needActive(channel);
  return { message, me };
}

/** @throws DiscordError 50003 in a direct channel, 50013 without Manage Messages. */
function needToManage(call: Call, message: Message, me: Member | undefined): void {
  if (!message.channel.guild) throw new DiscordError(50003);
  needInChannel(call, me, message.channel, P.ManageMessages);
}
