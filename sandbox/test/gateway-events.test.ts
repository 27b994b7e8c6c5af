import { GatewayIntentBits as I, MessageType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalDiscord } from '../discord/server.ts';
import { createApplication } from '../discord/state/accounts.ts';
import { channelChanged, memberChanged } from '../discord/state/changes.ts';
import { createChannel, deleteChannel, directChannel } from '../discord/state/channels.ts';
import { addMember, createGuild, removeMember } from '../discord/state/guilds.ts';
import { createInteraction } from '../discord/state/interactions.ts';
import { createMessage, deleteMessage, editMessage } from '../discord/state/messages.ts';
import { addThreadMembers, createThread, removeThreadMember } from '../discord/state/threads.ts';
import type { Channel, Guild } from '../discord/state/types.ts';
import { GatewayClient } from './gateway-client.ts';
import { setStage, startDiscord } from './stage.ts';

let discord: LocalDiscord;
beforeAll(async () => {
  discord = await startDiscord();
  discord.world.sessionStarts.maxConcurrency = 2;
});
afterAll(() => discord.stop());

/** What has an intent, as Discord's docs list it; `-` has none and comes to everybody. */
const inGuilds: Record<string, string> = {
  Guilds: `GUILD_CREATE GUILD_UPDATE GUILD_DELETE GUILD_ROLE_CREATE GUILD_ROLE_UPDATE GUILD_ROLE_DELETE
    CHANNEL_CREATE CHANNEL_UPDATE CHANNEL_DELETE CHANNEL_PINS_UPDATE THREAD_CREATE THREAD_UPDATE THREAD_DELETE
    THREAD_LIST_SYNC THREAD_MEMBER_UPDATE STAGE_INSTANCE_CREATE STAGE_INSTANCE_UPDATE STAGE_INSTANCE_DELETE
    VOICE_CHANNEL_STATUS_UPDATE VOICE_CHANNEL_START_TIME_UPDATE`,
  GuildMembers: 'GUILD_MEMBER_ADD GUILD_MEMBER_UPDATE GUILD_MEMBER_REMOVE THREAD_MEMBERS_UPDATE',
  GuildModeration: 'GUILD_AUDIT_LOG_ENTRY_CREATE GUILD_BAN_ADD GUILD_BAN_REMOVE',
  GuildExpressions: `GUILD_EMOJIS_UPDATE GUILD_STICKERS_UPDATE GUILD_SOUNDBOARD_SOUND_CREATE
    GUILD_SOUNDBOARD_SOUND_UPDATE GUILD_SOUNDBOARD_SOUND_DELETE GUILD_SOUNDBOARD_SOUNDS_UPDATE`,
  GuildIntegrations: 'GUILD_INTEGRATIONS_UPDATE INTEGRATION_CREATE INTEGRATION_UPDATE INTEGRATION_DELETE',
  GuildWebhooks: 'WEBHOOKS_UPDATE',
  GuildInvites: 'INVITE_CREATE INVITE_DELETE',
  GuildVoiceStates: 'VOICE_CHANNEL_EFFECT_SEND VOICE_STATE_UPDATE',
  GuildPresences: 'PRESENCE_UPDATE',
  GuildMessages: 'MESSAGE_CREATE MESSAGE_UPDATE MESSAGE_DELETE MESSAGE_DELETE_BULK',
  GuildMessageReactions: `MESSAGE_REACTION_ADD MESSAGE_REACTION_REMOVE MESSAGE_REACTION_REMOVE_ALL
    MESSAGE_REACTION_REMOVE_EMOJI`,
  GuildMessageTyping: 'TYPING_START',
  MessageContent: '',
  GuildScheduledEvents: `GUILD_SCHEDULED_EVENT_CREATE GUILD_SCHEDULED_EVENT_UPDATE GUILD_SCHEDULED_EVENT_DELETE
    GUILD_SCHEDULED_EVENT_USER_ADD GUILD_SCHEDULED_EVENT_USER_REMOVE`,
  AutoModerationConfiguration:
    'AUTO_MODERATION_RULE_CREATE AUTO_MODERATION_RULE_UPDATE AUTO_MODERATION_RULE_DELETE',
  AutoModerationExecution: 'AUTO_MODERATION_ACTION_EXECUTION',
  GuildMessagePolls: 'MESSAGE_POLL_VOTE_ADD MESSAGE_POLL_VOTE_REMOVE',
  '-': 'INTERACTION_CREATE APPLICATION_COMMAND_PERMISSIONS_UPDATE VOICE_SERVER_UPDATE',
};
const inDirectMessages: Record<string, string> = {
  DirectMessages: 'MESSAGE_CREATE MESSAGE_UPDATE MESSAGE_DELETE CHANNEL_PINS_UPDATE',
  DirectMessageReactions: `MESSAGE_REACTION_ADD MESSAGE_REACTION_REMOVE MESSAGE_REACTION_REMOVE_ALL
    MESSAGE_REACTION_REMOVE_EMOJI`,
  DirectMessageTyping: 'TYPING_START',
  DirectMessagePolls: 'MESSAGE_POLL_VOTE_ADD MESSAGE_POLL_VOTE_REMOVE',
  GuildMessages: '',
  '-': 'INTERACTION_CREATE USER_UPDATE ENTITLEMENT_CREATE',
};
const names = (events: string | undefined) => (events ?? '').split(/\s+/).filter(Boolean);

describe('intents', () => {
  test.each([
    ['in guilds', inGuilds],
    ['in direct messages', inDirectMessages],
  ] as const)('each has exactly its events, %s', async (_where, table) => {
    const { application, guild, world } = setStage(discord, { permissions: P.Administrator });
    const clients: { name: string; client: GatewayClient }[] = [];
    for (const name of Object.keys(table)) {
      world.clock.advance(5_000);
      const intents = name === '-' ? 0 : I[name as keyof typeof I];
      clients.push({ name, client: await GatewayClient.login(discord, application, { intents }) });
    }
    const home = table === inGuilds ? guild : undefined;
    for (const event of Object.values(table).flatMap(names))
      world.publish({
        event,
        guild: home,
        ...(!home && { recipients: [application.bot] }),
        data: () => ({ user: { id: '1' } }),
      });
    for (const { name, client } of clients) {
      await client.settle();
      // Shown to the bot at its login already.
      const came = client.events.filter(
        (event, index) => event !== 'READY' && !(event === 'GUILD_CREATE' && index === 1),
      );
      const expected = [...names(name === '-' ? '' : table[name]), ...names(table['-'])];
      expect(came.sort(), name).toEqual(expected.sort());
    }
  });

  test('GUILD_MEMBER_UPDATE comes without the intent when it is about the bot', async () => {
    const { application, guild, me, owner, world } = setStage(discord);
    const client = await GatewayClient.login(discord, application, { intents: 0 });
    memberChanged(world, guild.members.get(owner.id)!);
    me.nick = 'Bot';
    memberChanged(world, me);
    await client.settle();
    expect(client.dataOf('GUILD_MEMBER_UPDATE')).toMatchObject([{ user: { id: me.user.id }, nick: 'Bot' }]);
  });

  test('THREAD_MEMBERS_UPDATE comes without the members intent when it is about the bot, and only its part', async () => {
    const { application, general, guild, me, owner, world } = setStage(discord);
    const thread = createThread(world, general, owner, { name: 'Thread' });
    const other = addMember(world, guild, createApplication(world, 'Other').bot);
    const few = await GatewayClient.login(discord, application);
    await few.event('GUILD_CREATE');
    world.clock.advance(5_000);
    const many = await GatewayClient.login(discord, application, { intents: I.Guilds | I.GuildMembers });
    addThreadMembers(world, thread, [other.user, me.user]);
    removeThreadMember(world, thread, me.user);
    removeThreadMember(world, thread, other.user);
    await few.settle();
    await many.settle();
    // Nothing of the other one, who came along.
    expect(few.dataOf('THREAD_MEMBERS_UPDATE')).toMatchObject([
      { added_members: [{ user_id: me.user.id }] },
      { removed_member_ids: [me.user.id] },
    ]);
    expect(many.dataOf('THREAD_MEMBERS_UPDATE')).toHaveLength(3);
    expect(many.dataOf('THREAD_MEMBERS_UPDATE')[0].added_members).toHaveLength(2);
  });

  test('bans and invites come only to a bot with the permission', async () => {
    const { application, guild, general, me, world } = setStage(discord);
    const client = await GatewayClient.login(discord, application, {
      intents: I.GuildModeration | I.GuildInvites | I.AutoModerationConfiguration,
    });
    const publishAll = () => {
      world.publish({ event: 'GUILD_BAN_ADD', guild, data: () => ({}) });
      world.publish({ event: 'INVITE_CREATE', guild, channel: general, data: () => ({}) });
      world.publish({ event: 'AUTO_MODERATION_RULE_CREATE', guild, data: () => ({}) });
    };
    publishAll();
    guild.roles.get(me.roles[0]!)!.permissions = P.ViewAuditLog | P.ManageChannels | P.ManageGuild;
    publishAll();
    await client.settle();
    expect(client.events.slice(1)).toEqual(['GUILD_BAN_ADD', 'INVITE_CREATE', 'AUTO_MODERATION_RULE_CREATE']);
  });
});

describe('what a bot may see', () => {
  const hide = (channel: Channel, guild: Guild, deny = P.ViewChannel) =>
    channel.overwrites.set(guild.id, { id: guild.id, type: 0, allow: 0n, deny });

  test('messages of a channel come while the bot may see it', async () => {
    const { application, general, guild, owner, world } = setStage(discord);
    const client = await GatewayClient.login(discord, application, { intents: I.GuildMessages });
    const seen = createMessage(world, general, { author: owner });
    hide(general, guild);
    createMessage(world, general, { author: owner });
    deleteMessage(world, seen);
    general.overwrites.clear();
    createMessage(world, general, { author: owner });
    await client.settle();
    expect(client.events).toEqual(['READY', 'MESSAGE_CREATE', 'MESSAGE_CREATE']);
  });

  test('a channel that is hidden from the bot changes before its eyes, as it is in GUILD_CREATE', async () => {
    const { application, general, guild, world } = setStage(discord);
    const client = await GatewayClient.login(discord, application);
    await client.event('GUILD_CREATE');
    hide(general, guild);
    channelChanged(world, general);
    general.overwrites.clear();
    channelChanged(world, general);
    deleteChannel(world, general);
    await client.settle();
    expect(client.events.slice(2)).toEqual([
      'CHANNEL_UPDATE',
      'CHANNEL_UPDATE',
      'CHANNEL_DELETE',
      'GUILD_UPDATE',
    ]);
  });

  test('a private thread is for those who are in it', async () => {
    const { application, general, me, owner, world } = setStage(discord);
    const client = await GatewayClient.login(discord, application, { intents: I.Guilds | I.GuildMessages });
    await client.event('GUILD_CREATE');
    const thread = createThread(world, general, owner, { name: 'Secret', type: 12 });
    createMessage(world, thread, { author: owner });
    addThreadMembers(world, thread, [me.user]);
    createMessage(world, thread, { author: owner });
    await client.settle();
    expect(client.events.slice(2)).toEqual([
      'THREAD_CREATE',
      'THREAD_MEMBER_UPDATE',
      'THREAD_MEMBERS_UPDATE',
      'MESSAGE_CREATE',
    ]);
  });

  test('an ephemeral answer is told to its application alone, a direct message to the two who talk', async () => {
    const { application, general, guild, owner, world } = setStage(discord);
    const other = createApplication(world, 'Other');
    addMember(world, guild, other.bot);
    const intents = I.GuildMessages | I.DirectMessages;
    const mine = await GatewayClient.login(discord, application, { intents });
    const theirs = await GatewayClient.login(discord, other, { intents });
    createMessage(world, general, { author: application.bot, visibleTo: owner.id, flags: 64 });
    createMessage(world, directChannel(world, owner, application.bot), { author: owner });
    await mine.settle();
    await theirs.settle();
    expect(mine.events).toEqual(['READY', 'MESSAGE_CREATE', 'MESSAGE_CREATE']);
    expect(theirs.events).toEqual(['READY']);
  });

  test('a bot that is thrown out hears of it, and of nothing after', async () => {
    const { application, guild, general, owner, world } = setStage(discord);
    const client = await GatewayClient.login(discord, application, { intents: I.Guilds | I.GuildMessages });
    await client.event('GUILD_CREATE');
    removeMember(world, guild, application.bot.id);
    createMessage(world, general, { author: owner });
    await client.settle();
    expect(client.events.slice(2)).toEqual(['GUILD_DELETE']);
  });
});

describe('message content', () => {
  const intents = I.GuildMessages | I.DirectMessages;
  const said = { content: 'secret', embeds: [{ title: 'secret' }], poll: { question: { text: 'secret' } } };

  test('is empty without the intent, in the message that it answers and in what it forwards too', async () => {
    const { application, general, owner, world } = setStage(discord);
    const client = await GatewayClient.login(discord, application, { intents });
    const first = createMessage(world, general, { author: owner, ...said });
    editMessage(world, first, { content: 'secret still' });
    createMessage(world, general, {
      author: owner,
      ...said,
      type: MessageType.Reply,
      referenced: first,
      snapshots: [{ message: { content: 'secret', embeds: [{}], attachments: [{}], components: [] } }],
    });
    await client.settle();
    expect(JSON.stringify(client.packets)).not.toContain('secret');
    expect(client.dataOf('MESSAGE_CREATE')[0]).toMatchObject({
      content: '',
      embeds: [],
      attachments: [],
      components: [],
    });
    expect(client.dataOf('MESSAGE_CREATE')[0]).not.toHaveProperty('poll');
    expect(client.dataOf('MESSAGE_UPDATE')[0]).toMatchObject({ content: '' });
    expect(client.dataOf('MESSAGE_CREATE')[1]).toMatchObject({
      referenced_message: { id: first.id, content: '' },
      message_snapshots: [{ message: { content: '', embeds: [], attachments: [] } }],
    });
  });

  test('is there with the intent', async () => {
    const { application, general, owner, world } = setStage(discord);
    const client = await GatewayClient.login(discord, application, { intents: intents | I.MessageContent });
    createMessage(world, general, { author: owner, ...said });
    expect((await client.event('MESSAGE_CREATE')).d).toMatchObject(said);
  });

  test("is there in the bot's own messages, in direct ones, and where the bot is mentioned", async () => {
    const { application, general, owner, world } = setStage(discord);
    const client = await GatewayClient.login(discord, application, { intents });
    const { bot } = application;
    const own = createMessage(world, general, { author: bot, content: 'own' });
    createMessage(world, directChannel(world, owner, bot), { author: owner, content: 'direct' });
    createMessage(world, general, { author: owner, content: `<@${bot.id}> mentioned` });
    createMessage(world, general, { author: owner, content: 'hidden', referenced: own });
    await client.settle();
    const messages = client.dataOf('MESSAGE_CREATE');
    expect(messages.map(({ content }) => content)).toEqual(['own', 'direct', `<@${bot.id}> mentioned`, '']);
    expect(messages[3].referenced_message.content).toBe('own');
  });
});

describe('sharding', () => {
  test('a guild is with the shard of its id, all else with shard 0; two applications do not mix', async () => {
    const { application, owner, world } = setStage(discord);
    const stranger = await GatewayClient.login(discord, createApplication(world, 'Stranger'));
    const guilds: Guild[] = [];
    while (guilds.length < 2) {
      world.clock.advance(1);
      const guild = createGuild(world, 'Sharded', owner);
      if (Number((BigInt(guild.id) >> 22n) % 2n) !== guilds.length) continue;
      addMember(world, guild, application.bot);
      guilds.push(guild);
    }
    const intents = I.Guilds | I.GuildMessages | I.DirectMessages;
    const shards = await Promise.all(
      [0, 1].map((id) => GatewayClient.login(discord, application, { intents, shard: [id, 2] })),
    );
    for (const guild of guilds) {
      const channel = [...guild.channels.values()][0]!;
      createMessage(world, channel, { author: owner });
      createInteraction(world, {
        application,
        user: owner,
        channel,
        type: 2,
        data: { name: guild.name, type: 1 },
      });
    }
    const direct = directChannel(world, owner, application.bot);
    createMessage(world, direct, { author: owner });
    createInteraction(world, {
      application,
      user: owner,
      channel: direct,
      type: 2,
      data: { name: 'x', type: 1 },
    });
    for (const [id, shard] of shards.entries()) {
      await shard.settle();
      const home = [guilds[id]!.id, ...(id === 0 ? [undefined] : [])];
      expect(shard.dataOf('READY')[0].guilds.map((guild: Guild) => guild.id)).toContain(guilds[id]!.id);
      expect(shard.dataOf('READY')[0].guilds.map((guild: Guild) => guild.id)).not.toContain(
        guilds[1 - id]!.id,
      );
      expect(shard.dataOf('MESSAGE_CREATE').map((message) => message.guild_id)).toEqual(home);
      expect(shard.dataOf('INTERACTION_CREATE').map((interaction) => interaction.guild_id)).toEqual(home);
    }
    await stranger.settle();
    expect(stranger.events).toEqual(['READY']);
  });

  test('two sessions of the same shard both hear everything', async () => {
    const { application, general, owner, world } = setStage(discord);
    const one = await GatewayClient.login(discord, application, { intents: I.GuildMessages });
    world.clock.advance(5_000);
    const other = await GatewayClient.login(discord, application, { intents: I.GuildMessages });
    const { id } = createMessage(world, general, { author: owner });
    expect((await one.event('MESSAGE_CREATE')).d.id).toBe(id);
    expect((await other.event('MESSAGE_CREATE')).d.id).toBe(id);
  });

  test('without any intent an interaction still comes', async () => {
    const { application, general, owner, world } = setStage(discord);
    const client = await GatewayClient.login(discord, application, { intents: 0 });
    createMessage(world, general, { author: owner });
    createChannel(world, general.guild!, { name: 'unheard' });
    createInteraction(world, {
      application,
      user: owner,
      channel: general,
      type: 2,
      data: { name: 'ping', type: 1 },
    });
    await client.settle();
    expect(client.events).toEqual(['READY', 'INTERACTION_CREATE']);
  });
});
