import { ChannelFlags, ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { createUser } from '../../discord/state/accounts.ts';
import { createChannel } from '../../discord/state/channels.ts';
import { addMember } from '../../discord/state/guilds.ts';
import { createMessage } from '../../discord/state/messages.ts';
import { addThreadMembers, createThread, type ThreadOptions } from '../../discord/state/threads.ts';
import type { Channel, ForumTag, User } from '../../discord/state/types.ts';
import type { Answered, Stage } from '../stage.ts';
import type { Rule } from './rule.ts';

const NOWHERE = '1234567890123456789';

/** A message of the guild's owner in the general channel. */
const said = ({ world, general, owner }: Stage) =>
  createMessage(world, general, { author: owner, content: 'My question' });

const fromMessage = (stage: Stage, body: unknown = { name: 'question' }, id = said(stage).id) =>
  stage.api('POST', `/channels/${stage.general.id}/messages/${id}/threads`, body);

const start = (stage: Stage, body: unknown = { name: 'question', type: 11 }, parent = stage.general) =>
  stage.api('POST', `/channels/${parent.id}/threads`, body);

/** A thread that somebody else than the bot owns. */
const foreign = (stage: Stage, options: Partial<ThreadOptions> = {}): Channel =>
  createThread(stage.world, stage.general, stage.owner, { name: 'question', ...options });

/** A thread of the bot. */
const own = (stage: Stage, options: Partial<ThreadOptions> = {}): Channel =>
  createThread(stage.world, stage.general, stage.application.bot, { name: 'question', ...options });

const edit = (stage: Stage, thread: Channel, body: unknown): Promise<Answered> =>
  stage.api('PATCH', `/channels/${thread.id}`, body);

function closed(thread: Channel, more: { locked?: boolean } = {}): Channel {
  thread.thread!.archived = true;
  thread.thread!.locked = more.locked ?? false;
  return thread;
}

function locked(thread: Channel): Channel {
  thread.thread!.locked = true;
  return thread;
}

function member(stage: Stage, name = 'ada'): User {
  const user = createUser(stage.world, name);
  addMember(stage.world, stage.guild, user);
  return user;
}

const tag = (id: string, name: string, moderated = false): ForumTag => ({
  id,
  name,
  moderated,
  emojiId: null,
  emojiName: null,
});

const BUG = '1111111111111111111';
const STAFF_TAG = '2222222222222222222';

const forum = (stage: Stage, options: { flags?: number; tags?: ForumTag[]; type?: ChannelType } = {}) =>
  createChannel(stage.world, stage.guild, {
    name: 'help',
    type: options.type ?? ChannelType.GuildForum,
    flags: options.flags ?? 0,
    availableTags: options.tags ?? [tag(BUG, 'Bug'), tag(STAFF_TAG, 'Answered', true)],
  });

const post = (stage: Stage, more: object = {}, channel = forum(stage)) =>
  stage.api('POST', `/channels/${channel.id}/threads`, {
    name: 'It does not start',
    message: { content: 'Help!' },
    ...more,
  });

const members = (thread: Channel, who: string) => `/channels/${thread.id}/thread-members/${who}`;

/** Fills a guild with threads that nobody hears of. */
function fill(stage: Stage, count: number): void {
  for (let index = 0; index < count; index++) foreign(stage, { name: `thread-${index}` });
}

export const rules: readonly Rule[] = [
  {
    name: 'a thread of a message has its id and is public',
    when: async (stage) => {
      const message = said(stage);
      const answer = await fromMessage(stage, { name: 'question' }, message.id);
      return { ...answer, body: { ...answer.body, isMessage: answer.body.id === message.id } };
    },
    status: 201,
    body: { type: 11, isMessage: true, message_count: 0, member_count: 1, member: { flags: 1 } },
  },
  {
    name: 'a message has one thread',
    when: async (stage) => {
      const { id } = said(stage);
      await fromMessage(stage, { name: 'question' }, id);
      return fromMessage(stage, { name: 'again' }, id);
    },
    status: 400,
    code: 160004,
  },
  {
    name: 'a thread of a message that is not there',
    when: (stage) => fromMessage(stage, { name: 'question' }, NOWHERE),
    status: 404,
    code: 10008,
  },
  {
    name: 'a thread of a message needs Create Public Threads',
    permissions: P.SendMessages,
    when: (stage) => {
      stage.guild.roles.get(stage.guild.id)!.permissions &= ~P.CreatePublicThreads;
      return fromMessage(stage);
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'a thread of a message in an announcement channel is an announcement thread',
    when: (stage) => {
      stage.general.type = ChannelType.GuildAnnouncement;
      return fromMessage(stage);
    },
    status: 201,
    body: { type: 10 },
  },
  {
    name: 'a voice channel has no threads',
    when: (stage) => {
      stage.general.type = ChannelType.GuildVoice;
      return fromMessage(stage);
    },
    status: 400,
    code: 50024,
  },
  {
    name: 'a thread needs a name',
    when: (stage) => fromMessage(stage, {}),
    status: 400,
    code: 50035,
    field: 'name BASE_TYPE_REQUIRED',
  },
  {
    name: 'a name of 101 characters is refused',
    when: (stage) => start(stage, { name: 'n'.repeat(101), type: 11 }),
    status: 400,
    code: 50035,
    field: 'name BASE_TYPE_BAD_LENGTH',
  },
  {
    name: 'a thread is archived after an hour, a day, three days or a week, and nothing between',
    when: (stage) => start(stage, { name: 'question', type: 11, auto_archive_duration: 90 }),
    status: 400,
    code: 50035,
    field: 'auto_archive_duration BASE_TYPE_CHOICES',
  },
  {
    name: 'slow mode is at most six hours',
    when: (stage) => start(stage, { name: 'question', type: 11, rate_limit_per_user: 21_601 }),
    status: 400,
    code: 50035,
    field: 'rate_limit_per_user NUMBER_TYPE_MAX',
  },
  {
    name: 'a thread without a type is private, and anybody in it may invite',
    when: (stage) => start(stage, { name: 'question' }),
    status: 201,
    body: { type: 12, thread_metadata: { invitable: true, auto_archive_duration: 1440, archived: false } },
  },
  {
    name: 'a private thread can be left to its moderators',
    when: (stage) => start(stage, { name: 'question', type: 12, invitable: false }),
    status: 201,
    body: { thread_metadata: { invitable: false } },
  },
  {
    name: 'a thread takes its times from its channel',
    when: (stage) => {
      stage.general.defaultAutoArchiveDuration = 4320;
      stage.general.defaultThreadRateLimitPerUser = 30;
      return start(stage);
    },
    status: 201,
    body: { type: 11, rate_limit_per_user: 30, thread_metadata: { auto_archive_duration: 4320 } },
  },
  {
    name: 'a text channel has no announcement threads',
    when: (stage) => start(stage, { name: 'question', type: 10 }),
    status: 400,
    code: 50024,
  },
  {
    name: 'an announcement channel has no private threads',
    when: (stage) => {
      stage.general.type = ChannelType.GuildAnnouncement;
      return start(stage, { name: 'question', type: 12 });
    },
    status: 400,
    code: 50024,
  },
  {
    name: 'a thread has no threads',
    when: (stage) => start(stage, { name: 'inner', type: 11 }, own(stage)),
    status: 400,
    code: 50024,
  },
  {
    name: 'a private thread needs Create Private Threads',
    permissions: 0n,
    when: (stage) => {
      stage.guild.roles.get(stage.guild.id)!.permissions &= ~P.CreatePrivateThreads;
      return start(stage, { name: 'question', type: 12 });
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'a thread in a channel that the bot does not see',
    permissions: 0n,
    when: (stage) => {
      const { guild, general } = stage;
      general.overwrites.set(guild.id, { id: guild.id, type: 0, allow: 0n, deny: P.ViewChannel });
      return start(stage);
    },
    status: 403,
    code: 50001,
  },
  {
    name: 'a thread in a channel that is not there',
    when: (stage) => stage.api('POST', `/channels/${NOWHERE}/threads`, { name: 'question' }),
    status: 404,
    code: 10003,
  },
  {
    name: 'the 1001st active thread of a guild is refused',
    when: (stage) => {
      fill(stage, 1000);
      return start(stage);
    },
    status: 400,
    code: 160006,
  },
  {
    name: 'archived threads leave room for new ones',
    when: (stage) => {
      fill(stage, 999);
      closed(foreign(stage));
      return start(stage);
    },
    status: 201,
  },

  {
    name: 'a post begins with a message of its own id',
    when: async (stage) => {
      const answer = await post(stage, { applied_tags: [BUG] });
      return { ...answer, body: { ...answer.body, same: answer.body.id === answer.body.message.id } };
    },
    status: 201,
    body: { type: 11, applied_tags: [BUG], message: { content: 'Help!' }, message_count: 0, same: true },
  },
  {
    name: 'a post takes files and components',
    when: (stage) =>
      stage.api(
        'POST',
        `/channels/${forum(stage).id}/threads`,
        {
          name: 'It does not start',
          message: {
            content: 'Help!',
            attachments: [{ id: 0, description: 'What I see' }],
            components: [
              { type: 1, components: [{ type: 2, style: 1, label: 'Mine too', custom_id: 'me' }] },
            ],
          },
        },
        { files: [{ name: 'log.txt', content: 'a log', type: 'text/plain' }] },
      ),
    status: 201,
    body: {
      message: {
        attachments: [{ filename: 'log.txt', description: 'What I see' }],
        components: [{ components: [{ custom_id: 'me' }] }],
      },
    },
  },
  {
    name: 'a media channel takes posts',
    when: (stage) => post(stage, {}, forum(stage, { type: ChannelType.GuildMedia })),
    status: 201,
  },
  {
    name: 'a post needs a message',
    when: (stage) => post(stage, { message: undefined }),
    status: 400,
    code: 50035,
    field: 'message BASE_TYPE_REQUIRED',
  },
  {
    name: 'a post needs a message with something in it',
    when: (stage) => post(stage, { message: { content: '' } }),
    status: 400,
    code: 50006,
  },
  {
    name: 'the message of a post keeps to the limits of messages',
    when: (stage) => post(stage, { message: { content: 'c'.repeat(2001) } }),
    status: 400,
    code: 50035,
    field: 'message.content BASE_TYPE_MAX_LENGTH',
  },
  {
    name: 'a post has five tags at most',
    when: (stage) => post(stage, { applied_tags: Array(6).fill(BUG) }),
    status: 400,
    code: 50035,
    field: 'applied_tags BASE_TYPE_MAX_LENGTH',
  },
  {
    name: 'a tag that the forum does not have is refused',
    when: (stage) => post(stage, { applied_tags: [BUG, NOWHERE] }),
    status: 400,
    code: 50035,
    field: 'applied_tags.1 BASE_TYPE_CHOICES',
  },
  {
    name: 'a forum may ask for a tag',
    when: (stage) => post(stage, {}, forum(stage, { flags: ChannelFlags.RequireTag })),
    status: 400,
    code: 40067,
  },
  {
    name: 'a forum that asks for a tag takes a post that has one',
    when: (stage) => post(stage, { applied_tags: [BUG] }, forum(stage, { flags: ChannelFlags.RequireTag })),
    status: 201,
  },
  {
    name: 'a forum that asks for a tag and has none that people may set',
    permissions: 0n,
    when: (stage) =>
      post(
        stage,
        {},
        forum(stage, { flags: ChannelFlags.RequireTag, tags: [tag(STAFF_TAG, 'Answered', true)] }),
      ),
    status: 400,
    code: 40066,
  },
  {
    name: 'a moderated tag is for those who manage threads',
    permissions: 0n,
    when: (stage) => post(stage, { applied_tags: [STAFF_TAG] }),
    status: 403,
    code: 50013,
  },
  {
    name: 'those who manage threads set a moderated tag',
    permissions: P.ManageThreads,
    when: (stage) => post(stage, { applied_tags: [STAFF_TAG] }),
    status: 201,
  },
  {
    name: 'a post needs Send Messages in the forum',
    permissions: 0n,
    when: (stage) => {
      stage.guild.roles.get(stage.guild.id)!.permissions &= ~P.SendMessages;
      return post(stage);
    },
    status: 403,
    code: 50013,
  },

  {
    name: 'the owner of a thread renames it',
    permissions: 0n,
    when: (stage) => edit(stage, own(stage), { name: 'answered' }),
    status: 200,
    body: { name: 'answered' },
  },
  {
    name: 'a thread keeps its name as it is written',
    when: (stage) => edit(stage, own(stage), { name: 'Is it Answered?' }),
    status: 200,
    body: { name: 'Is it Answered?' },
  },
  {
    name: 'the owner archives a thread',
    permissions: 0n,
    when: (stage) => edit(stage, own(stage), { archived: true }),
    status: 200,
    body: { thread_metadata: { archived: true } },
  },
  {
    name: 'the owner does not lock a thread',
    permissions: 0n,
    when: (stage) => edit(stage, own(stage), { locked: true }),
    status: 403,
    code: 50013,
  },
  {
    name: 'the owner does not set slow mode',
    permissions: 0n,
    when: (stage) => edit(stage, own(stage), { rate_limit_per_user: 5 }),
    status: 403,
    code: 50013,
  },
  {
    name: 'nobody renames the thread of another',
    permissions: 0n,
    when: (stage) => edit(stage, foreign(stage), { name: 'mine' }),
    status: 403,
    code: 50013,
  },
  {
    name: 'nobody archives the thread of another',
    permissions: 0n,
    when: (stage) => edit(stage, foreign(stage), { archived: true }),
    status: 403,
    code: 50013,
  },
  {
    name: 'those who manage threads do it all at once',
    permissions: P.ManageThreads,
    when: (stage) =>
      edit(stage, foreign(stage), {
        name: 'answered',
        locked: true,
        archived: true,
        auto_archive_duration: 10_080,
        rate_limit_per_user: 10,
      }),
    status: 200,
    body: {
      name: 'answered',
      rate_limit_per_user: 10,
      thread_metadata: { locked: true, archived: true, auto_archive_duration: 10_080 },
    },
  },
  {
    name: 'an empty name is refused',
    when: (stage) => edit(stage, own(stage), { name: '' }),
    status: 400,
    code: 50035,
    field: 'name BASE_TYPE_BAD_LENGTH',
  },
  {
    name: 'an archived thread is not renamed',
    when: (stage) => edit(stage, closed(own(stage)), { name: 'answered' }),
    status: 400,
    code: 50083,
  },
  {
    name: 'an archived thread is not locked, even by those who manage threads',
    when: (stage) => edit(stage, closed(own(stage)), { locked: true }),
    status: 400,
    code: 50083,
  },
  {
    name: 'an archived thread is brought back and renamed at once',
    when: (stage) => edit(stage, closed(own(stage)), { archived: false, name: 'open again' }),
    status: 200,
    body: { name: 'open again', thread_metadata: { archived: false } },
  },
  {
    name: 'anybody who may write in a thread brings it back',
    permissions: 0n,
    when: (stage) => edit(stage, closed(foreign(stage)), { archived: false }),
    status: 200,
    body: { thread_metadata: { archived: false } },
  },
  {
    name: 'who may not write in threads does not bring one back',
    permissions: 0n,
    when: (stage) => {
      stage.guild.roles.get(stage.guild.id)!.permissions &= ~P.SendMessagesInThreads;
      return edit(stage, closed(foreign(stage)), { archived: false });
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'a locked thread is brought back by those who manage threads alone',
    permissions: 0n,
    when: (stage) => edit(stage, closed(own(stage), { locked: true }), { archived: false }),
    status: 403,
    code: 50013,
  },
  {
    name: 'the owner does not rename a locked thread',
    permissions: 0n,
    when: (stage) => edit(stage, locked(own(stage)), { name: 'mine' }),
    status: 403,
    code: 50013,
  },
  {
    name: 'a thread is not brought back into a guild that is full of them',
    when: (stage) => {
      const thread = closed(own(stage));
      fill(stage, 1000);
      return edit(stage, thread, { archived: false });
    },
    status: 400,
    code: 160006,
  },
  {
    name: 'a post is pinned',
    when: async (stage) => {
      const thread = createThread(stage.world, forum(stage), stage.owner, { name: 'read me' });
      return edit(stage, thread, { flags: ChannelFlags.Pinned });
    },
    status: 200,
    body: { flags: ChannelFlags.Pinned },
  },
  {
    name: 'one post of a forum is pinned',
    when: async (stage) => {
      const channel = forum(stage);
      const first = createThread(stage.world, channel, stage.owner, { name: 'read me' });
      const second = createThread(stage.world, channel, stage.owner, { name: 'me too' });
      await edit(stage, first, { flags: ChannelFlags.Pinned });
      return edit(stage, second, { flags: ChannelFlags.Pinned });
    },
    status: 400,
    code: 30047,
  },
  {
    name: 'a thread that is no post is not pinned',
    when: (stage) => edit(stage, own(stage), { flags: ChannelFlags.Pinned }),
    status: 400,
    code: 50024,
  },
  {
    name: 'the tags of a post are changed',
    when: (stage) =>
      edit(stage, createThread(stage.world, forum(stage), stage.owner, { name: 'a bug' }), {
        applied_tags: [BUG],
      }),
    status: 200,
    body: { applied_tags: [BUG] },
  },
  {
    name: 'a thread is deleted by those who manage threads',
    permissions: P.ManageThreads,
    when: (stage) => stage.api('DELETE', `/channels/${foreign(stage).id}`),
    status: 200,
    body: { name: 'question' },
  },
  {
    name: 'the owner does not delete a thread',
    permissions: 0n,
    when: (stage) => stage.api('DELETE', `/channels/${own(stage).id}`),
    status: 403,
    code: 50013,
  },

  {
    name: 'a bot joins a public thread',
    permissions: 0n,
    when: (stage) => stage.api('PUT', members(foreign(stage), '@me')),
    status: 204,
  },
  {
    name: 'joining twice is nothing new',
    permissions: 0n,
    when: (stage) => stage.api('PUT', members(own(stage), '@me')),
    status: 204,
  },
  {
    name: 'nobody joins an archived thread',
    when: (stage) => stage.api('PUT', members(closed(foreign(stage)), '@me')),
    status: 400,
    code: 50083,
  },
  {
    name: 'nobody leaves an archived thread',
    when: (stage) => stage.api('DELETE', members(closed(own(stage)), '@me')),
    status: 400,
    code: 50083,
  },
  {
    name: 'a private thread is not there for who is not in it',
    permissions: 0n,
    when: (stage) => stage.api('PUT', members(foreign(stage, { type: ChannelType.PrivateThread }), '@me')),
    status: 403,
    code: 50001,
  },
  {
    name: 'those who manage threads join a private one',
    permissions: P.ManageThreads,
    when: (stage) => stage.api('PUT', members(foreign(stage, { type: ChannelType.PrivateThread }), '@me')),
    status: 204,
  },
  {
    name: 'a channel that is no thread has no members',
    when: (stage) => stage.api('PUT', members(stage.general, '@me')),
    status: 400,
    code: 50024,
  },
  {
    name: 'somebody is let into a thread',
    permissions: 0n,
    when: (stage) => stage.api('PUT', members(own(stage), member(stage).id)),
    status: 204,
  },
  {
    name: 'somebody who does not exist',
    when: (stage) => stage.api('PUT', members(own(stage), NOWHERE)),
    status: 404,
    code: 10013,
  },
  {
    name: 'somebody who is not in the guild',
    when: (stage) => stage.api('PUT', members(own(stage), createUser(stage.world, 'stranger').id)),
    status: 404,
    code: 10007,
  },
  {
    name: 'somebody who does not see the channel is not let into its threads',
    when: (stage) => {
      const { guild, general } = stage;
      const thread = own(stage, { type: ChannelType.PrivateThread });
      general.overwrites.set(guild.id, { id: guild.id, type: 0, allow: 0n, deny: P.ViewChannel });
      return stage.api('PUT', members(thread, member(stage).id));
    },
    status: 403,
    code: 50001,
  },
  {
    name: 'a thread that is left to moderators: a member lets nobody in',
    permissions: 0n,
    when: (stage) => {
      const thread = foreign(stage, { type: ChannelType.PrivateThread, invitable: false });
      addThreadMembers(stage.world, thread, [stage.application.bot]);
      return stage.api('PUT', members(thread, member(stage).id));
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'a thread that is left to moderators: its owner lets somebody in',
    permissions: 0n,
    when: (stage) =>
      stage.api(
        'PUT',
        members(own(stage, { type: ChannelType.PrivateThread, invitable: false }), member(stage).id),
      ),
    status: 204,
  },
  {
    name: 'the 1001st member does not fit into a thread',
    when: (stage) => {
      const thread = own(stage);
      for (let index = 1; index < 1000; index++)
        thread.thread!.members.set(`${index}`, { userId: `${index}`, joinedAt: 0, flags: 1 });
      return stage.api('PUT', members(thread, member(stage).id));
    },
    status: 400,
    code: 30033,
  },
  {
    name: 'a member of a thread is read, with the guild member when asked for',
    when: (stage) => {
      const thread = foreign(stage);
      return stage.api('GET', `${members(thread, stage.owner.id)}?with_member=true`);
    },
    status: 200,
    body: { flags: 1, member: { user: { username: 'owner' } } },
  },
  {
    name: 'somebody who is not in the thread',
    when: (stage) => stage.api('GET', members(foreign(stage), stage.application.bot.id)),
    status: 404,
    code: 10007,
  },
  {
    name: 'removing somebody needs Manage Threads',
    permissions: 0n,
    when: (stage) => stage.api('DELETE', members(own(stage), stage.owner.id)),
    status: 403,
    code: 50013,
  },
  {
    name: 'the owner of a private thread removes somebody',
    permissions: 0n,
    when: (stage) => {
      const thread = own(stage, { type: ChannelType.PrivateThread });
      const ada = member(stage);
      addThreadMembers(stage.world, thread, [ada]);
      return stage.api('DELETE', members(thread, ada.id));
    },
    status: 204,
  },
  {
    name: 'the list of members is for applications with the members intent',
    when: (stage) => {
      stage.application.privilegedIntents = 0;
      return stage.api('GET', `/channels/${own(stage).id}/thread-members`);
    },
    status: 403,
    code: 50001,
  },
  {
    name: 'the list of members with guild members comes in pages of 100 at most',
    when: (stage) => stage.api('GET', `/channels/${own(stage).id}/thread-members?with_member=true&limit=101`),
    status: 400,
    code: 50035,
    field: 'limit NUMBER_TYPE_MAX',
  },

  {
    name: 'active threads of a guild that the bot is not in',
    when: (stage) => stage.api('GET', `/guilds/${NOWHERE}/threads/active`),
    status: 404,
    code: 10004,
  },
  {
    name: 'archived threads need Read Message History',
    permissions: 0n,
    when: (stage) => {
      stage.guild.roles.get(stage.guild.id)!.permissions &= ~P.ReadMessageHistory;
      return stage.api('GET', `/channels/${stage.general.id}/threads/archived/public`);
    },
    status: 403,
    code: 50013,
  },
  {
    name: 'archived private threads need Manage Threads',
    permissions: 0n,
    when: (stage) => stage.api('GET', `/channels/${stage.general.id}/threads/archived/private`),
    status: 403,
    code: 50013,
  },
  {
    name: 'the archived private threads that a bot is in need nothing more',
    permissions: 0n,
    when: (stage) => {
      closed(own(stage, { type: ChannelType.PrivateThread }));
      return stage.api('GET', `/channels/${stage.general.id}/users/@me/threads/archived/private`);
    },
    status: 200,
    body: { threads: [{ type: 12 }], members: [{ flags: 1 }], has_more: false },
  },
  {
    name: 'a page of archived threads has two at least',
    when: (stage) => stage.api('GET', `/channels/${stage.general.id}/threads/archived/public?limit=1`),
    status: 400,
    code: 50035,
    field: 'limit NUMBER_TYPE_MIN',
  },
  {
    name: 'archived threads before something that is no time',
    when: (stage) => stage.api('GET', `/channels/${stage.general.id}/threads/archived/public?before=today`),
    status: 400,
    code: 50035,
    field: 'before DATE_TIME_TYPE_PARSE',
  },
];
