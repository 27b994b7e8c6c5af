import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { canView } from '../../permissions.ts';
import { activeThreads, archiveIfIdle } from '../../state/threads.ts';
import type { Channel, Member } from '../../state/types.ts';
import { threadListObject } from '../../wire/thread.ts';
import { guildChannelFor, guildFor, messageIn, needInChannel } from '../access.ts';
import { problem, refuseField } from '../body/form-errors.ts';
import { spec } from '../body/spec.ts';
import { isPostChannel } from '../channels/forum-tags.ts';
import {
  type FreeThreadBody,
  type PostBody,
  startFree,
  startFromMessage,
  startPost,
  type ThreadBody,
} from '../channels/thread-start.ts';
import { queryInteger, querySnowflake } from '../query.ts';
import { type Call, Created, type Route, route } from '../route.ts';
import { channelRules } from '../rules/channel.ts';
import { messageRules } from '../rules/message.ts';
import { threadMemberRoutes } from './thread-members.ts';

const listAnswer = spec('ThreadsResponse');
const fromMessageBody = spec<ThreadBody>('CreateTextThreadWithMessageRequest');
const freeBody = spec<FreeThreadBody | PostBody>('CreateTextThreadWithoutMessageRequest');
const postBody = spec<FreeThreadBody | PostBody>('CreateForumThreadRequest');

export const threadRoutes: readonly Route[] = [
  ...threadMemberRoutes,
  route(
    'POST',
    '/channels/:channel_id/messages/:message_id/threads',
    { body: fromMessageBody, answer: spec('ThreadResponse') },
    (call) => {
      const { channel, me } = guildChannelFor(call, call.params.channel_id);
      return new Created(startFromMessage(call, me, messageIn(channel, call.params.message_id), call.body));
    },
  ),
  route(
    'POST',
    '/channels/:channel_id/threads',
    {
      body: (call) => (takesPosts(call) ? postBody : freeBody),
      rules: (body, errors, call) => {
        const features = call.world.channels.get(call.params.channel_id!)?.guild?.features;
        channelRules({ name: (body as ThreadBody).name }, errors, { features });
        if (takesPosts(call))
          messageRules((body as PostBody).message, errors, { files: call.files, path: ['message'] });
      },
      answer: spec('CreatedThreadResponse'),
    },
    (call) => {
      const { channel, me } = guildChannelFor(call, call.params.channel_id);
      return new Created(
        isPostChannel(channel)
          ? startPost(call, me, channel, call.body as PostBody)
          : startFree(call, me, channel, call.body),
      );
    },
  ),
  route('GET', '/guilds/:guild_id/threads/active', { answer: listAnswer }, (call) => {
    const { world, user } = call;
    const { guild, me } = guildFor(call, call.params.guild_id);
    const visible = activeThreads(world, guild).filter((thread) => canView(me, thread, world.clock.now()));
    return { ...threadListObject(visible, user.id, world.clock), has_more: false };
  }),
  route('GET', '/channels/:channel_id/threads/archived/public', { answer: listAnswer }, (call) => {
    const { channel, me } = guildChannelFor(call, call.params.channel_id);
    needInChannel(call, me, channel, P.ReadMessageHistory);
    return archivedPage(call, archived(call, channel, me, false), byArchiveTime(call));
  }),
  route('GET', '/channels/:channel_id/threads/archived/private', { answer: listAnswer }, (call) => {
    const { channel, me } = guildChannelFor(call, call.params.channel_id);
    needInChannel(call, me, channel, P.ReadMessageHistory | P.ManageThreads);
    return archivedPage(call, archived(call, channel, me, true), byArchiveTime(call));
  }),
  route('GET', '/channels/:channel_id/users/@me/threads/archived/private', { answer: listAnswer }, (call) => {
    const { channel, me } = guildChannelFor(call, call.params.channel_id);
    needInChannel(call, me, channel, P.ReadMessageHistory);
    const joined = archived(call, channel, me, true).filter(({ thread }) =>
      thread!.members.has(call.user.id),
    );
    return archivedPage(call, joined, byId(call));
  }),
];

function takesPosts(call: Call): boolean {
  const channel = call.world.channels.get(call.params.channel_id!);
  return channel !== undefined && isPostChannel(channel);
}

/** How a list of archived threads is ordered, latest first, and where its page begins. */
interface Order {
  readonly rank: (thread: Channel) => bigint;
  readonly before: bigint | undefined;
}

function byArchiveTime(call: Call): Order {
  const text = call.query.before;
  const time = text === undefined ? undefined : Date.parse(text);
  if (Number.isNaN(time)) refuseField(['before'], ...problem.badTime(text));
  return {
    rank: (thread) => BigInt(thread.thread!.archiveChangedAt),
    before: time === undefined ? undefined : BigInt(time),
  };
}

function byId(call: Call): Order {
  const before = querySnowflake(call, 'before');
  return { rank: (thread) => BigInt(thread.id), before: before === undefined ? undefined : BigInt(before) };
}

/** The archived threads of a channel that `me` sees: private ones, or all the others. */
function archived(call: Call, parent: Channel, me: Member, isPrivate: boolean): Channel[] {
  const { world } = call;
  return [...parent.guild!.channels.values()].filter((channel) => {
    if (channel.parentId !== parent.id || !channel.thread) return false;
    archiveIfIdle(world, channel);
    return (
      channel.thread.archived &&
      (channel.type === ChannelType.PrivateThread) === isPrivate &&
      canView(me, channel, world.clock.now())
    );
  });
}

function archivedPage(call: Call, threads: readonly Channel[], { rank, before }: Order): object {
  const limit = queryInteger(call, 'limit', { min: 2, max: 100, fallback: 50 });
  const rest = threads
    .filter((thread) => before === undefined || rank(thread) < before)
    .sort((one, other) => (rank(one) > rank(other) ? -1 : rank(one) < rank(other) ? 1 : 0));
  return {
    ...threadListObject(rest.slice(0, limit), call.user.id, call.world.clock),
    has_more: rest.length > limit,
  };
}
