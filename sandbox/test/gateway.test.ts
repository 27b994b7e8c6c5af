import { GatewayIntentBits as I, GatewayOpcodes as Op } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LocalDiscord } from '../discord/server.ts';
import { createChannel } from '../discord/state/channels.ts';
import { addMember, createGuild } from '../discord/state/guilds.ts';
import { createMessage } from '../discord/state/messages.ts';
import { GatewayClient } from './gateway-client.ts';
import { frozenClock, setStage, startDiscord } from './stage.ts';

let discord: LocalDiscord;
beforeAll(async () => {
  discord = await startDiscord({ clock: frozenClock() });
  discord.world.sessionStarts.maxConcurrency = 16;
});
afterAll(() => discord.stop());

describe('logging in', () => {
  test('hello, READY, then a GUILD_CREATE for each guild', async () => {
    const { application, guild, general, me } = setStage(discord);
    const client = await GatewayClient.connect(discord);
    expect(client.packets[0]).toEqual({ op: 10, d: { heartbeat_interval: 41_250 }, s: null, t: null });
    client.identify(application, { shard: [0, 1] });
    const ready = await client.event('READY');
    expect(ready).toMatchObject({
      op: 0,
      s: 1,
      d: {
        v: 10,
        user: { id: application.bot.id, bot: true },
        guilds: [{ id: guild.id, unavailable: true }],
        shard: [0, 1],
        application: { id: application.id, flags: (1 << 13) | (1 << 15) | (1 << 19) },
        resume_gateway_url: discord.world.gatewayUrl,
      },
    });
    const created = await client.event('GUILD_CREATE');
    expect(created).toMatchObject({
      s: 2,
      d: { id: guild.id, unavailable: false, large: false, member_count: 2, presences: [] },
    });
    expect(created.d.channels).toMatchObject([{ id: general.id }]);
    expect(created.d.members).toMatchObject([{ user: { id: me.user.id } }]);
  });

  test('a client that does not shard reads no shard in READY', async () => {
    const client = await GatewayClient.login(discord, setStage(discord).application);
    expect(client.packets.at(-1)!.d).not.toHaveProperty('shard');
  });

  test('without the GUILDS intent no GUILD_CREATE comes', async () => {
    const client = await GatewayClient.login(discord, setStage(discord).application, { intents: 0 });
    await client.settle();
    expect(client.events).toEqual(['READY']);
  });

  test('the token may have Bot before it', async () => {
    const { application } = setStage(discord);
    const client = await GatewayClient.connect(discord);
    client.identify(application, { more: { token: `Bot ${application.token}` } });
    expect((await client.event('READY')).d.user.id).toBe(application.bot.id);
  });

  test.each(['v=9&encoding=json', 'encoding=json', ''])('the address may end in ?%s', async (query) => {
    const client = await GatewayClient.connect(discord, query);
    client.identify(setStage(discord).application);
    expect((await client.event('READY')).d.v).toBe(query.startsWith('v=9') ? 9 : 10);
  });

  test('a guild that the bot joins later is created for it', async () => {
    const { application, world, owner } = setStage(discord);
    const client = await GatewayClient.login(discord, application);
    await client.event('GUILD_CREATE');
    const other = createGuild(world, 'Other', owner);
    addMember(world, other, application.bot);
    expect((await client.event('GUILD_CREATE')).d).toMatchObject({ id: other.id, name: 'Other' });
  });
});

describe('heartbeats', () => {
  test('a heartbeat is acknowledged, before and after the login', async () => {
    const client = await GatewayClient.connect(discord);
    client.send(Op.Heartbeat, null);
    expect(await client.op(Op.HeartbeatAck)).toMatchObject({ op: Op.HeartbeatAck });
    client.identify(setStage(discord).application);
    await client.event('GUILD_CREATE');
    client.send(Op.Heartbeat, 2);
    expect(await client.op(Op.HeartbeatAck)).toMatchObject({ op: Op.HeartbeatAck });
  });

  test('the server can ask for one', async () => {
    const { application } = setStage(discord);
    const client = await GatewayClient.login(discord, application);
    discord.gateway.requestHeartbeats(application.id);
    expect(await client.op(Op.Heartbeat)).toMatchObject({ d: null });
  });

  test('a client that stops beating is closed with 4009, one that beats is not', async () => {
    const quick = await LocalDiscord.start({ heartbeatInterval: 60 });
    try {
      const silent = await GatewayClient.connect(quick);
      const lively = await GatewayClient.connect(quick);
      expect(silent.packets[0]!.d.heartbeat_interval).toBe(60);
      const beats = setInterval(() => lively.send(Op.Heartbeat, null), 20);
      expect(await silent.closed).toEqual({ code: 4009, reason: 'Session timed out.' });
      clearInterval(beats);
      await lively.settle();
    } finally {
      await quick.stop();
    }
  });
});

describe('resuming', () => {
  test('all that happened meanwhile comes in order, with its numbers, then RESUMED', async () => {
    const { application, general, owner, world } = setStage(discord);
    const intents = I.Guilds | I.GuildMessages | I.MessageContent;
    const first = await GatewayClient.login(discord, application, { intents });
    const { session_id: sessionId, resume_gateway_url: url } = first.dataOf('READY')[0];
    expect(url).toBe(discord.world.gatewayUrl);
    await first.event('GUILD_CREATE');
    createMessage(world, general, { author: owner, content: 'seen' });
    await first.event('MESSAGE_CREATE');
    await first.drop();
    for (let count = 0; count < 50; count += 1)
      createMessage(world, general, { author: owner, content: `missed ${count}` });

    const second = await GatewayClient.connect(discord);
    second.resume(application, sessionId, first.last);
    await second.event('RESUMED');
    createMessage(world, general, { author: owner, content: 'after' });
    await second.event('MESSAGE_CREATE');

    const replayed = second.packets.filter(({ op }) => op === 0);
    expect(replayed.map(({ s }) => s)).toEqual(Array.from({ length: 52 }, (_, index) => 4 + index));
    expect(replayed.map(({ t, d }) => (t === 'RESUMED' ? t : d.content))).toEqual([
      ...Array.from({ length: 50 }, (_, count) => `missed ${count}`),
      'RESUMED',
      'after',
    ]);
  });

  test('a session can be resumed again and again, from an older number too', async () => {
    const { application, general, owner, world } = setStage(discord);
    const first = await GatewayClient.login(discord, application, { intents: I.GuildMessages });
    const sessionId = first.dataOf('READY')[0].session_id;
    createMessage(world, general, { author: owner });
    await first.settle();
    await first.drop();
    for (const expected of [
      ['MESSAGE_CREATE', 'RESUMED'],
      ['MESSAGE_CREATE', 'RESUMED', 'RESUMED'],
    ]) {
      const next = await GatewayClient.connect(discord);
      next.resume(application, sessionId, 1);
      for (const event of expected) await next.event(event);
      expect(next.events).toEqual(expected);
      await next.drop();
    }
  });

  test('a login that was cut off while the client was slow goes on with the guilds that are left', async () => {
    const { application, guild, world, owner } = setStage(discord);
    const all = new Set([guild.id]);
    for (let count = 0; count < 150; count += 1) {
      const other = createGuild(world, `Guild ${count}`, owner, { bare: true });
      for (let index = 0; index < 50; index += 1)
        createChannel(world, other, { name: `channel-${index}`, topic: 'x'.repeat(1024) });
      addMember(world, other, application.bot);
      all.add(other.id);
    }
    const first = await GatewayClient.login(discord, application);
    const sessionId = first.dataOf('READY')[0].session_id;
    first.socket.pause();
    await first.drop();
    const told = new Set(first.dataOf('GUILD_CREATE').map(({ id }) => id));
    await expect.poll(() => discord.gateway.sessions.get(sessionId)!.lostAt).toBeDefined();
    expect(discord.gateway.sessions.get(sessionId)!.pending.size).toBeGreaterThan(0);

    const second = await GatewayClient.connect(discord);
    second.resume(application, sessionId, first.last);
    while (told.size < all.size) told.add((await second.event('GUILD_CREATE')).d.id);
    expect(told).toEqual(all);
    expect(second.events).toContain('RESUMED');
  });

  test('a second connection takes the session over', async () => {
    const { application } = setStage(discord);
    const first = await GatewayClient.login(discord, application);
    const second = await GatewayClient.connect(discord);
    second.resume(application, first.dataOf('READY')[0].session_id, 1);
    await second.event('RESUMED');
    expect(await first.closed).toMatchObject({ code: 4009 });
    await second.settle();
  });

  test('after a goodbye with 1000 the session is gone: op 9, and the client may identify on the spot', async () => {
    const { application } = setStage(discord);
    discord.world.clock.freeze();
    const first = await GatewayClient.login(discord, application);
    first.socket.close(1000);
    await first.closed;
    const second = await GatewayClient.connect(discord);
    second.resume(application, first.dataOf('READY')[0].session_id, 1);
    expect(await second.op(Op.InvalidSession)).toMatchObject({ d: false });
    second.identify(application, { shard: [0, 1] });
    // Within five seconds of the first login.
    expect(await second.op(Op.InvalidSession)).toMatchObject({ d: false });
    discord.world.clock.advance(5_000);
    second.identify(application);
    await second.event('READY');
    discord.world.clock.resume();
  });

  test('six minutes later it is too late', async () => {
    const { application } = setStage(discord);
    const first = await GatewayClient.login(discord, application);
    await first.drop();
    await expect.poll(() => [...discord.gateway.sessions.of(application)][0]!.lostAt).toBeDefined();
    discord.world.clock.advance(6 * 60_000);
    const second = await GatewayClient.connect(discord);
    second.resume(application, first.dataOf('READY')[0].session_id, 1);
    expect(await second.op(Op.InvalidSession)).toMatchObject({ d: false });
  });

  test("another application's session is none of its own", async () => {
    const first = await GatewayClient.login(discord, setStage(discord).application);
    const second = await GatewayClient.connect(discord);
    second.resume(setStage(discord).application, first.dataOf('READY')[0].session_id, 1);
    expect(await second.op(Op.InvalidSession)).toMatchObject({ d: false });
    await first.settle();
  });
});
