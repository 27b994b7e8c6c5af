import {
  AuditLogEvent,
  ChannelFlags,
  ChannelType,
  GatewayIntentBits as I,
  MessageFlags,
  MessageType,
  PermissionFlagsBits as P,
} from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalDiscord } from '../discord/server.ts';
import { createUser } from '../discord/state/accounts.ts';
import { channelChanged, memberChanged } from '../discord/state/changes.ts';
import { createChannel } from '../discord/state/channels.ts';
import { addMember } from '../discord/state/guilds.ts';
import { createMessage } from '../discord/state/messages.ts';
import { createRole } from '../discord/state/roles.ts';
import { createThread } from '../discord/state/threads.ts';
import type { Channel, Guild } from '../discord/state/types.ts';
import { GatewayClient } from './gateway-client.ts';
import { frozenClock, type Stage, setStage, startCheckedDiscord } from './stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const everything = { permissions: P.Administrator };
const intents = I.Guilds | I.GuildMessages | I.GuildMembers | I.MessageContent;

let discord: LocalDiscord;
beforeAll(async () => {
  discord = await startCheckedDiscord({ clock: frozenClock() });
});
afterAll(() => discord.stop());

/** A bot that has heard of its guild; what it hears from then on is `heard`. */
async function listen(stage: Stage): Promise<{ client: GatewayClient; heard: () => Promise<string[]> }> {
  // Sessions of one stage after the other are not to wait for each other's turn.
  stage.world.clock.advance(5_000);
  const client = await GatewayClient.login(discord, stage.application, { intents });
  await client.event('GUILD_CREATE');
  const before = client.events.length;
  return {
    client,
    heard: async () => {
      await client.settle();
      return client.events.slice(before);
    },
  };
}

const hide = (channel: Channel, guild: Guild) =>
  channel.overwrites.set(guild.id, { id: guild.id, type: 0, allow: 0n, deny: P.ViewChannel });

describe('a new thread', () => {
  test('from a message: the message shows it, and it begins with a link to the message that is not counted', async () => {
    const stage = setStage(discord, everything);
    const { client, heard } = await listen(stage);
    const message = createMessage(stage.world, stage.general, { author: stage.owner, content: 'How?' });
    await stage.api('POST', `/channels/${stage.general.id}/messages/${message.id}/threads`, { name: 'How' });

    expect(await heard()).toEqual([
      'MESSAGE_CREATE',
      'THREAD_CREATE',
      'THREAD_MEMBER_UPDATE',
      'THREAD_MEMBERS_UPDATE',
      'MESSAGE_UPDATE',
      'MESSAGE_CREATE',
    ]);
    expect(client.dataOf('THREAD_CREATE')).toMatchObject([
      { id: message.id, newly_created: true, name: 'How' },
    ]);
    expect(client.dataOf('MESSAGE_UPDATE')).toMatchObject([
      { flags: MessageFlags.HasThread, thread: { id: message.id } },
    ]);
    expect(client.dataOf('MESSAGE_CREATE')[1]).toMatchObject({
      type: MessageType.ThreadStarterMessage,
      channel_id: message.id,
      message_reference: { message_id: message.id, channel_id: stage.general.id },
      referenced_message: { content: 'How?' },
    });
    const { body } = await stage.api('GET', `/channels/${message.id}`);
    expect(body).toMatchObject({ message_count: 0, total_message_sent: 0 });
  });

  test('of its own: the channel says so when it is public, and nothing when it is private', async () => {
    const stage = setStage(discord, everything);
    const { client } = await listen(stage);
    const open = await stage.api('POST', `/channels/${stage.general.id}/threads`, { name: 'Open', type: 11 });
    await stage.api('POST', `/channels/${stage.general.id}/threads`, { name: 'Secret' });
    await client.settle();
    expect(client.dataOf('MESSAGE_CREATE')).toMatchObject([
      {
        type: MessageType.ThreadCreated,
        channel_id: stage.general.id,
        content: 'Open',
        message_reference: { channel_id: open.body.id },
      },
    ]);
  });

  test('a post in a forum is told before its first message, and counts the messages after it', async () => {
    const stage = setStage(discord, everything);
    const forum = createChannel(stage.world, stage.guild, { name: 'help', type: ChannelType.GuildForum });
    const { client, heard } = await listen(stage);
    const { body: post } = await stage.api('POST', `/channels/${forum.id}/threads`, {
      name: 'Broken',
      message: { content: 'It does not start' },
    });
    expect(await heard()).toEqual([
      'THREAD_CREATE',
      'THREAD_MEMBER_UPDATE',
      'THREAD_MEMBERS_UPDATE',
      'MESSAGE_CREATE',
    ]);
    expect(client.dataOf('MESSAGE_CREATE')).toMatchObject([{ id: post.id, channel_id: post.id }]);
    await stage.api('POST', `/channels/${post.id}/messages`, { content: 'Anybody?' });
    const { body } = await stage.api('GET', `/channels/${post.id}`);
    expect(body).toMatchObject({ message_count: 1, total_message_sent: 1 });
  });

  test('is in the audit log with the reason', async () => {
    const stage = setStage(discord, everything);
    const { body: thread } = await stage.api(
      'POST',
      `/channels/${stage.general.id}/threads`,
      { name: 'Open', type: 11 },
      { headers: { 'x-audit-log-reason': 'A%20ticket' } },
    );
    const { body } = await stage.api('GET', `/guilds/${stage.guild.id}/audit-logs`);
    expect(body.audit_log_entries).toMatchObject([
      { action_type: AuditLogEvent.ThreadCreate, target_id: thread.id, reason: 'A ticket' },
    ]);
  });
});

describe('who is in a thread', () => {
  test('a mention brings the bot into a private thread, and it receives the message', async () => {
    const stage = setStage(discord);
    const { client, heard } = await listen(stage);
    const thread = createThread(stage.world, stage.general, stage.owner, { name: 'Secret', type: 12 });
    expect(await heard()).toEqual([]);
    createMessage(stage.world, thread, { author: stage.owner, content: `<@${stage.me.user.id}> look` });
    expect(await heard()).toEqual([
      'THREAD_CREATE',
      'THREAD_MEMBER_UPDATE',
      'THREAD_MEMBERS_UPDATE',
      'MESSAGE_CREATE',
    ]);
    expect(client.dataOf('THREAD_CREATE')).toMatchObject([{ id: thread.id, member: { flags: 1 } }]);
    expect(client.dataOf('THREAD_CREATE')[0]).not.toHaveProperty('newly_created');
  });

  test('a mention by a member brings nobody into a private thread that is left to moderators', async () => {
    const stage = setStage(discord);
    const ada = createUser(stage.world, 'ada');
    addMember(stage.world, stage.guild, ada);
    const thread = createThread(stage.world, stage.general, stage.owner, {
      name: 'Secret',
      type: 12,
      invitable: false,
    });
    thread.thread!.members.set(ada.id, { userId: ada.id, joinedAt: 0, flags: 1 });
    createMessage(stage.world, thread, { author: ada, content: `<@${stage.me.user.id}> look` });
    expect((await stage.api('GET', `/channels/${thread.id}`)).body).toMatchObject({ code: 50001 });
  });

  test('who writes in a public thread joins it', async () => {
    const stage = setStage(discord);
    const thread = createThread(stage.world, stage.general, stage.owner, { name: 'Open' });
    await stage.api('POST', `/channels/${thread.id}/messages`, { content: 'Hello' });
    const { body } = await stage.api('GET', `/channels/${thread.id}/thread-members`);
    expect(body.map((member: { user_id: string }) => member.user_id).sort()).toEqual(
      [stage.owner.id, stage.me.user.id].sort(),
    );
  });

  test('letting somebody in and out is said in the thread', async () => {
    const stage = setStage(discord, everything);
    const ada = createUser(stage.world, 'ada');
    addMember(stage.world, stage.guild, ada);
    const thread = createThread(stage.world, stage.general, stage.me.user, { name: 'Open' });
    await stage.api('PUT', `/channels/${thread.id}/thread-members/${ada.id}`);
    await stage.api('DELETE', `/channels/${thread.id}/thread-members/${ada.id}`);
    const { body } = await stage.api('GET', `/channels/${thread.id}/messages`);
    expect(body).toMatchObject([
      { type: MessageType.RecipientRemove, mentions: [{ id: ada.id }] },
      { type: MessageType.RecipientAdd, mentions: [{ id: ada.id }] },
    ]);
  });

  test('members come in pages by their ids', async () => {
    const stage = setStage(discord);
    const thread = createThread(stage.world, stage.general, stage.owner, { name: 'Open' });
    const ids = [stage.owner.id];
    for (const name of ['ada', 'bob', 'cy']) {
      const user = createUser(stage.world, name);
      addMember(stage.world, stage.guild, user);
      thread.thread!.members.set(user.id, { userId: user.id, joinedAt: 0, flags: 1 });
      ids.push(user.id);
    }
    const page = async (query: string) => {
      const { body } = await stage.api(
        'GET',
        `/channels/${thread.id}/thread-members?with_member=true&${query}`,
      );
      return body.map((member: { user_id: string; member: object }) => member.user_id);
    };
    expect(await page('limit=2')).toEqual(ids.slice(0, 2));
    expect(await page(`limit=2&after=${ids[1]}`)).toEqual(ids.slice(2));
  });
});

describe('archiving', () => {
  test('a thread is archived when its time without activity is over, and everybody is told', async () => {
    const stage = setStage(discord);
    const thread = createThread(stage.world, stage.general, stage.owner, {
      name: 'Open',
      autoArchiveDuration: 60,
    });
    const { client, heard } = await listen(stage);
    stage.world.clock.advance(50 * MINUTE);
    expect(await heard()).toEqual([]);
    createMessage(stage.world, thread, { author: stage.owner, content: 'Still here' });
    stage.world.clock.advance(59 * MINUTE);
    expect(client.dataOf('THREAD_UPDATE')).toEqual([]);
    stage.world.clock.advance(MINUTE);
    await client.settle();
    expect(client.dataOf('THREAD_UPDATE')).toMatchObject([{ thread_metadata: { archived: true } }]);
  });

  test('a message wakes an archived thread before it is told', async () => {
    const stage = setStage(discord);
    const thread = createThread(stage.world, stage.general, stage.me.user, { name: 'Open' });
    await stage.api('PATCH', `/channels/${thread.id}`, { archived: true });
    const { client, heard } = await listen(stage);
    const { status } = await stage.api('POST', `/channels/${thread.id}/messages`, {
      content: 'One more thing',
    });
    expect(status).toBe(200);
    expect(await heard()).toEqual(['THREAD_UPDATE', 'MESSAGE_CREATE']);
    expect(client.dataOf('THREAD_UPDATE')).toMatchObject([{ thread_metadata: { archived: false } }]);
  });

  test('a thread that was brought back has its whole time again', async () => {
    const stage = setStage(discord);
    const thread = createThread(stage.world, stage.general, stage.me.user, {
      name: 'Open',
      autoArchiveDuration: 60,
    });
    stage.world.clock.advance(HOUR);
    await stage.api('PATCH', `/channels/${thread.id}`, { archived: false });
    stage.world.clock.advance(59 * MINUTE);
    const { body } = await stage.api('GET', `/channels/${thread.id}`);
    expect(body).toMatchObject({ thread_metadata: { archived: false } });
  });

  test('a pinned post stays; archiving it by hand unpins it', async () => {
    const stage = setStage(discord, everything);
    const forum = createChannel(stage.world, stage.guild, { name: 'help', type: ChannelType.GuildForum });
    const post = createThread(stage.world, forum, stage.owner, {
      name: 'Rules',
      autoArchiveDuration: 60,
      flags: ChannelFlags.Pinned,
    });
    stage.world.clock.advance(2 * HOUR);
    expect((await stage.api('GET', `/channels/${post.id}`)).body).toMatchObject({
      flags: ChannelFlags.Pinned,
      thread_metadata: { archived: false },
    });
    const { body } = await stage.api('PATCH', `/channels/${post.id}`, { archived: true });
    expect(body).toMatchObject({ flags: 0, thread_metadata: { archived: true } });
  });

  test('a new name is said in the thread, and a change of nothing is told to nobody', async () => {
    const stage = setStage(discord);
    const thread = createThread(stage.world, stage.general, stage.me.user, { name: 'Open' });
    const { client, heard } = await listen(stage);
    await stage.api('PATCH', `/channels/${thread.id}`, { name: 'Open', archived: false });
    expect(await heard()).toEqual([]);
    await stage.api('PATCH', `/channels/${thread.id}`, { name: 'Answered', archived: true });
    expect(await heard()).toEqual(['THREAD_UPDATE', 'MESSAGE_CREATE']);
    expect(client.dataOf('MESSAGE_CREATE')).toMatchObject([
      { type: MessageType.ChannelNameChange, content: 'Answered' },
    ]);
    expect((await stage.api('GET', `/channels/${thread.id}`)).body).toMatchObject({
      name: 'Answered',
      thread_metadata: { archived: true },
    });
  });

  test('THREAD_DELETE says which thread it was and no more', async () => {
    const stage = setStage(discord, everything);
    const thread = createThread(stage.world, stage.general, stage.owner, { name: 'Open' });
    const { client } = await listen(stage);
    await stage.api('DELETE', `/channels/${thread.id}`);
    await client.settle();
    expect(client.dataOf('THREAD_DELETE')).toEqual([
      { id: thread.id, guild_id: stage.guild.id, parent_id: stage.general.id, type: 11 },
    ]);
    expect((await stage.api('GET', `/channels/${thread.id}`)).body).toMatchObject({ code: 10003 });
  });
});

describe('lists of threads', () => {
  test('active threads are those that the bot sees, newest first, with its memberships', async () => {
    const stage = setStage(discord);
    const first = createThread(stage.world, stage.general, stage.owner, { name: 'First' });
    createThread(stage.world, stage.general, stage.owner, { name: 'Secret', type: 12 });
    const mine = createThread(stage.world, stage.general, stage.me.user, { name: 'Mine', type: 12 });
    const done = createThread(stage.world, stage.general, stage.me.user, { name: 'Done' });
    await stage.api('PATCH', `/channels/${done.id}`, { archived: true });
    const { body } = await stage.api('GET', `/guilds/${stage.guild.id}/threads/active`);
    expect(body.threads.map(({ id }: { id: string }) => id)).toEqual([mine.id, first.id]);
    expect(body.members).toMatchObject([{ id: mine.id, user_id: stage.me.user.id }]);
  });

  test('archived threads come in pages, the one that was archived last first', async () => {
    const stage = setStage(discord);
    const threads: Channel[] = [];
    for (const name of ['one', 'two', 'three']) {
      const thread = createThread(stage.world, stage.general, stage.me.user, { name });
      await stage.api('PATCH', `/channels/${thread.id}`, { archived: true });
      threads.unshift(thread);
      stage.world.clock.advance(1_000);
    }
    const path = `/channels/${stage.general.id}/threads/archived/public?limit=2`;
    const { body: page } = await stage.api('GET', path);
    expect(page).toMatchObject({ threads: [{ id: threads[0]!.id }, { id: threads[1]!.id }], has_more: true });
    const before = encodeURIComponent(page.threads[1].thread_metadata.archive_timestamp);
    const { body: rest } = await stage.api('GET', `${path}&before=${before}`);
    expect(rest).toMatchObject({ threads: [{ id: threads[2]!.id }], has_more: false });
  });

  test('public and private archived threads are apart', async () => {
    const stage = setStage(discord, everything);
    for (const type of [11, 12]) {
      const thread = createThread(stage.world, stage.general, stage.owner, { name: `type-${type}`, type });
      await stage.api('PATCH', `/channels/${thread.id}`, { archived: true });
    }
    const path = `/channels/${stage.general.id}/threads/archived`;
    expect((await stage.api('GET', `${path}/public`)).body.threads).toMatchObject([{ type: 11 }]);
    expect((await stage.api('GET', `${path}/private`)).body.threads).toMatchObject([{ type: 12 }]);
  });
});

describe('a bot that comes to see a channel is told of its active threads', () => {
  test('when an overwrite lets it in, once', async () => {
    const stage = setStage(discord);
    const { world, guild, general, owner } = stage;
    hide(general, guild);
    const thread = createThread(world, general, owner, { name: 'Open' });
    createThread(world, general, owner, { name: 'Secret', type: 12 });
    const { client, heard } = await listen(stage);
    general.overwrites.clear();
    channelChanged(world, general);
    channelChanged(world, general);
    expect(await heard()).toEqual(expect.arrayContaining(['CHANNEL_UPDATE', 'THREAD_LIST_SYNC']));
    expect(client.dataOf('THREAD_LIST_SYNC')).toMatchObject([
      { guild_id: guild.id, channel_ids: [general.id], threads: [{ id: thread.id }], members: [] },
    ]);
    expect(client.dataOf('THREAD_LIST_SYNC')[0].threads).toHaveLength(1);
  });

  test('when it is given a role, and again after it lost it', async () => {
    const stage = setStage(discord);
    const { world, guild, general, me, owner } = stage;
    hide(general, guild);
    const role = createRole(world, guild, { name: 'Staff' });
    general.overwrites.set(role.id, { id: role.id, type: 0, allow: P.ViewChannel, deny: 0n });
    createThread(world, general, owner, { name: 'Open' });
    const { client } = await listen(stage);
    for (const roles of [[role.id], [], [role.id]]) {
      me.roles = roles;
      memberChanged(world, me);
    }
    await client.settle();
    expect(client.dataOf('THREAD_LIST_SYNC')).toHaveLength(2);
  });

  test('not when it saw them all the time', async () => {
    const stage = setStage(discord);
    createThread(stage.world, stage.general, stage.owner, { name: 'Open' });
    const { client } = await listen(stage);
    channelChanged(stage.world, stage.general);
    await client.settle();
    expect(client.dataOf('THREAD_LIST_SYNC')).toEqual([]);
  });
});
