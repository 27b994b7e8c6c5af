import { ChannelType, GatewayIntentBits, MessageType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import * as z from 'zod/mini';
import type { $ZodType } from 'zod/v4/core';
import { DiscordError } from '../../errors.ts';
import { threadLimits } from '../../limits.ts';
import { compareSnowflakes } from '../../snowflake.ts';
import { createMessage } from '../../state/messages.ts';
import {
  addThreadMembers,
  archiveIfIdle,
  mayBring,
  removeThreadMember,
  seesParent,
} from '../../state/threads.ts';
import type { Channel, Member, User } from '../../state/types.ts';
import { fullThreadMember } from '../../wire/thread.ts';
import { guildChannelFor, needInChannel } from '../access.ts';
import { spec } from '../body/spec.ts';
import { isBetween, queryFlag, queryInteger, querySnowflake } from '../query.ts';
import { type Call, type Route, route } from '../route.ts';

const path = '/channels/:channel_id/thread-members';

export const threadMemberRoutes: readonly Route[] = [
  route('GET', path, { answer: z.array(spec('ThreadMemberResponse')) as unknown as $ZodType }, (call) => {
    const { channel } = threadOf(call, call.params.channel_id);
    // Discord gives the list only to applications that may know a guild's members.
    if (!(call.application.privilegedIntents & GatewayIntentBits.GuildMembers)) throw new DiscordError(50001);
    const withMember = queryFlag(call, 'with_member');
    const limit = queryInteger(call, 'limit', { min: 1, max: 100, fallback: 100 });
    const after = querySnowflake(call, 'after');
    const ids = [...channel.thread!.members.keys()].sort(compareSnowflakes);
    // Without the guild members the list is not cut into pages.
    const page = withMember ? ids.filter((id) => isBetween(id, { after })).slice(0, limit) : ids;
    return page.map((id) => fullThreadMember(channel, id, call.world.clock, withMember));
  }),
  route('PUT', `${path}/@me`, {}, (call) => {
    const { channel } = activeThread(call, call.params.channel_id);
    join(call, channel, call.user);
  }),
  route('DELETE', `${path}/@me`, {}, (call) => {
    const { channel } = activeThread(call, call.params.channel_id);
    removeThreadMember(call.world, channel, call.user);
  }),
  route('GET', `${path}/:user_id`, { answer: spec('ThreadMemberResponse') }, (call) => {
    const { channel } = threadOf(call, call.params.channel_id);
    const { user_id: userId } = call.params;
    if (!channel.thread!.members.has(userId)) throw new DiscordError(10007);
    return fullThreadMember(channel, userId, call.world.clock, queryFlag(call, 'with_member'));
  }),
  route('PUT', `${path}/:user_id`, {}, (call) => {
    const { channel, me } = activeThread(call, call.params.channel_id);
    const { world, user } = call;
    needInChannel(call, me, channel, P.SendMessagesInThreads);
    if (channel.thread!.locked) needInChannel(call, me, channel, P.ManageThreads);
    if (!mayBring(world, channel, me)) throw new DiscordError(50013);
    const target = world.users.get(call.params.user_id);
    if (!target) throw new DiscordError(10013);
    const member = channel.guild!.members.get(target.id);
    if (!member) throw new DiscordError(10007);
    if (!seesParent(world, channel, member)) throw new DiscordError(50001);
    if (join(call, channel, target) && target !== user)
      createMessage(world, channel, { type: MessageType.RecipientAdd, author: user, mentions: [target] });
  }),
  route('DELETE', `${path}/:user_id`, {}, (call) => {
    const { channel, me } = activeThread(call, call.params.channel_id);
    const { world, user } = call;
    const target = world.users.get(call.params.user_id);
    if (!target) throw new DiscordError(10013);
    const ownPrivate = channel.type === ChannelType.PrivateThread && channel.thread!.ownerId === user.id;
    if (!ownPrivate) needInChannel(call, me, channel, P.ManageThreads);
    if (removeThreadMember(world, channel, target) && target !== user)
      createMessage(world, channel, { type: MessageType.RecipientRemove, author: user, mentions: [target] });
  }),
];

/** @throws DiscordError 50024 when the channel is no thread, and as `guildChannelFor`. */
function threadOf(call: Call, channelId: string): { channel: Channel; me: Member } {
  const { channel, me } = guildChannelFor(call, channelId);
  if (!channel.thread) throw new DiscordError(50024);
  archiveIfIdle(call.world, channel);
  return { channel, me };
}

/** @throws DiscordError 50083 when the thread is archived, and as `threadOf`. */
function activeThread(call: Call, channelId: string): { channel: Channel; me: Member } {
  const found = threadOf(call, channelId);
  if (found.channel.thread!.archived) throw new DiscordError(50083);
  return found;
}

/**
 * @returns whether the user was not in the thread before.
 * @throws DiscordError 30033 when it is full.
 */
function join(call: Call, channel: Channel, user: User): boolean {
  const { members } = channel.thread!;
  if (!members.has(user.id) && members.size >= threadLimits.members) throw new DiscordError(30033);
  return addThreadMembers(call.world, channel, [user]).length > 0;
}
