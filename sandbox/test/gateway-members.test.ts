import { GatewayIntentBits as I, GatewayOpcodes as Op } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalDiscord } from '../discord/server.ts';
import { createApplication, createUser } from '../discord/state/accounts.ts';
import { addMember } from '../discord/state/guilds.ts';
import { setPresence } from '../discord/state/presence.ts';
import type { Guild } from '../discord/state/types.ts';
import type { World } from '../discord/state/world.ts';
import { GatewayClient } from './gateway-client.ts';
import { frozenClock, setStage, startDiscord } from './stage.ts';

let discord: LocalDiscord;
beforeAll(async () => {
  discord = await startDiscord({ clock: frozenClock() });
});
afterAll(() => discord.stop());

const crowd = (world: World, guild: Guild, count: number, prefix = 'person') =>
  Array.from({ length: count }, (_, index) =>
    addMember(world, guild, createUser(world, `${prefix}${index}`)),
  );
const ids = (members: { user: { id: string } }[]) => members.map(({ user }) => user.id);

describe('asking for members', () => {
  test('the whole list comes in chunks of 1,000', async () => {
    const { application, guild, world } = setStage(discord);
    crowd(world, guild, 2500);
    const client = await GatewayClient.login(discord, application, { intents: I.GuildMembers });
    client.send(Op.RequestGuildMembers, { guild_id: guild.id, query: '', limit: 0, nonce: 'n1' });
    const chunks = [];
    for (let index = 0; index < 3; index += 1) chunks.push((await client.event('GUILD_MEMBERS_CHUNK')).d);
    expect(chunks.map(({ members, ...rest }) => [members.length, rest])).toEqual(
      [1000, 1000, 502].map((length, index) => [
        length,
        { guild_id: guild.id, chunk_index: index, chunk_count: 3, nonce: 'n1' },
      ]),
    );
    expect(new Set(chunks.flatMap(({ members }) => ids(members)))).toEqual(new Set(guild.members.keys()));
  });

  test('the whole list once in 30 seconds; then RATE_LIMITED', async () => {
    const { application, guild, world } = setStage(discord);
    const client = await GatewayClient.login(discord, application, { intents: I.GuildMembers });
    const request = { guild_id: guild.id, query: '', limit: 0, nonce: 'again' };
    client.send(Op.RequestGuildMembers, request);
    await client.event('GUILD_MEMBERS_CHUNK');
    world.clock.advance(10_000);
    client.send(Op.RequestGuildMembers, request);
    expect((await client.event('RATE_LIMITED')).d).toEqual({
      opcode: 8,
      retry_after: 20,
      meta: { guild_id: guild.id, nonce: 'again' },
    });
    world.clock.advance(20_000);
    client.send(Op.RequestGuildMembers, request);
    await client.event('GUILD_MEMBERS_CHUNK');
  });

  test('the whole list is for those with the members intent', async () => {
    const { application, guild } = setStage(discord);
    const client = await GatewayClient.login(discord, application);
    client.send(Op.RequestGuildMembers, { guild_id: guild.id, query: '', limit: 0 });
    await client.settle();
    expect(client.events).not.toContain('GUILD_MEMBERS_CHUNK');
  });

  test('a search goes by the beginning of name or nickname, and gives 100 at most', async () => {
    const { application, guild, world } = setStage(discord);
    const people = crowd(world, guild, 120, 'ada');
    const nicknamed = addMember(world, guild, createUser(world, 'zoe'), { nick: 'Adalbert' });
    crowd(world, guild, 3, 'bob');
    const client = await GatewayClient.login(discord, application, { intents: 0 });
    const search = async (query: string, limit: number) => {
      client.send(Op.RequestGuildMembers, { guild_id: guild.id, query, limit });
      return ids((await client.event('GUILD_MEMBERS_CHUNK')).d.members);
    };
    expect(await search('ADA', 0)).toHaveLength(100);
    expect(await search('ada', 500)).toHaveLength(100);
    expect(await search('ada11', 5)).toEqual([11, 110, 111, 112, 113].map((index) => people[index]!.user.id));
    expect(await search('adal', 10)).toEqual([nicknamed.user.id]);
    expect(await search('nobody', 10)).toEqual([]);
  });

  test('ids: those who are there, and those who are not found', async () => {
    const { application, guild, owner, world } = setStage(discord);
    const gone = createUser(world, 'gone');
    const client = await GatewayClient.login(discord, application, { intents: 0 });
    client.send(Op.RequestGuildMembers, { guild_id: guild.id, user_ids: [owner.id, gone.id, 'x'] });
    expect((await client.event('GUILD_MEMBERS_CHUNK')).d).toMatchObject({
      members: [{ user: { id: owner.id } }],
      not_found: [gone.id, 'x'],
    });
    client.send(Op.RequestGuildMembers, { guild_id: guild.id, user_ids: owner.id });
    expect((await client.event('GUILD_MEMBERS_CHUNK')).d.members).toHaveLength(1);
  });

  test('presences come with the presences intent alone; a nonce of more than 32 bytes is ignored', async () => {
    const { application, guild, owner, world } = setStage(discord);
    setPresence(world, owner, { status: 'dnd', activities: [] });
    const request = { guild_id: guild.id, user_ids: [owner.id], presences: true, nonce: 'ä'.repeat(17) };
    const plain = await GatewayClient.login(discord, application, { intents: 0 });
    plain.send(Op.RequestGuildMembers, request);
    const without = (await plain.event('GUILD_MEMBERS_CHUNK')).d;
    expect(without).not.toHaveProperty('presences');
    expect(without).not.toHaveProperty('nonce');
    world.clock.advance(5_000);
    const privileged = await GatewayClient.login(discord, application, { intents: I.GuildPresences });
    privileged.send(Op.RequestGuildMembers, request);
    expect((await privileged.event('GUILD_MEMBERS_CHUNK')).d.presences).toMatchObject([
      { user: { id: owner.id }, status: 'dnd', client_status: { desktop: 'dnd' } },
    ]);
  });

  test('a guild that the bot is not in gives no answer', async () => {
    const { guild } = setStage(discord);
    const client = await GatewayClient.login(discord, createApplication(discord.world, 'Elsewhere'));
    client.send(Op.RequestGuildMembers, { guild_id: guild.id, user_ids: ['1'] });
    await client.settle();
    expect(client.events).toEqual(['READY']);
  });
});

describe('members in GUILD_CREATE', () => {
  const created = async (stage: ReturnType<typeof setStage>, intents: number, threshold?: number) => {
    const client = await GatewayClient.login(discord, stage.application, {
      intents: I.Guilds | intents,
      more: { large_threshold: threshold },
    });
    return (await client.event('GUILD_CREATE')).d;
  };

  test('the bot alone without the presences intent, whatever the members intent', async () => {
    const stage = setStage(discord);
    crowd(stage.world, stage.guild, 5);
    const guild = await created(stage, I.GuildMembers);
    expect(guild).toMatchObject({ member_count: 7, large: false, presences: [] });
    expect(ids(guild.members)).toEqual([stage.application.bot.id]);
  });

  test('all of a small guild with the presences intent', async () => {
    const stage = setStage(discord);
    crowd(stage.world, stage.guild, 48);
    const guild = await created(stage, I.GuildPresences);
    expect(guild).toMatchObject({ member_count: 50, large: false });
    expect(guild.members).toHaveLength(50);
  });

  test('of a large guild those who are online, or have a role or a nickname', async () => {
    const stage = setStage(discord);
    const { guild, world, me } = stage;
    const [online, ...people] = crowd(world, guild, 60);
    setPresence(world, online!.user, { status: 'idle', activities: [] });
    people[0]!.nick = 'Nick';
    people[1]!.roles.push(me.roles[0]!);
    const large = await created(stage, I.GuildPresences);
    expect(large.large).toBe(true);
    expect(new Set(ids(large.members))).toEqual(
      new Set([me, online!, people[0]!, people[1]!].map(({ user }) => user.id)),
    );
    expect(large.presences.map(({ user }: { user: { id: string } }) => user.id).sort()).toEqual(
      [me.user.id, online!.user.id].sort(),
    );
    world.clock.advance(5_000);
    expect(await created(stage, I.GuildPresences, 250)).toMatchObject({ large: false, member_count: 62 });
  });
});

describe('presence', () => {
  test('a status that a bot sets is kept and shown to those with the intent', async () => {
    const { application, guild, world } = setStage(discord);
    const watcher = createApplication(world, 'Watcher');
    addMember(world, guild, watcher.bot);
    const seen = await GatewayClient.login(discord, watcher, { intents: I.GuildPresences });
    const bot = await GatewayClient.login(discord, application, {
      intents: 0,
      more: { presence: { status: 'idle', since: 1, afk: true, activities: [{ name: 'Chess', type: 0 }] } },
    });
    const update = (await seen.event('PRESENCE_UPDATE')).d;
    expect(update).toMatchObject({
      user: { id: application.bot.id },
      guild_id: guild.id,
      status: 'idle',
      activities: [{ name: 'Chess', type: 0 }],
      client_status: { web: 'idle' },
    });
    bot.send(Op.PresenceUpdate, { status: 'invisible', activities: [], since: null, afk: false });
    expect((await seen.event('PRESENCE_UPDATE')).d).toMatchObject({ status: 'offline', client_status: {} });
    bot.send(Op.PresenceUpdate, { status: 'dnd', activities: null, since: null, afk: false });
    expect((await seen.event('PRESENCE_UPDATE')).d).toMatchObject({ status: 'dnd', activities: [] });
    bot.socket.close(1000);
    expect((await seen.event('PRESENCE_UPDATE')).d).toMatchObject({ status: 'offline' });
    await bot.settle().catch(() => undefined);
    expect(bot.events).toEqual(['READY']);
  });

  test('a voice state is taken', async () => {
    const { application, guild } = setStage(discord);
    const client = await GatewayClient.login(discord, application);
    client.send(Op.VoiceStateUpdate, {
      guild_id: guild.id,
      channel_id: null,
      self_mute: false,
      self_deaf: false,
    });
    client.send(Op.Heartbeat, null);
    expect(await client.op(Op.HeartbeatAck)).toMatchObject({ op: Op.HeartbeatAck });
  });
});
