import { GatewayIntentBits as I, GatewayOpcodes as Op } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { LocalDiscord } from '../discord/server.ts';
import { createApplication } from '../discord/state/accounts.ts';
import { createMessage } from '../discord/state/messages.ts';
import { setGuildAvailable } from '../discord/state/outage.ts';
import { GatewayClient } from './gateway-client.ts';
import { setStage, startDiscord } from './stage.ts';

let discord: LocalDiscord;
beforeAll(async () => {
  discord = await startDiscord();
});
afterEach(() => discord.world.faults.clear());
afterAll(() => discord.stop());

const listening = async () => {
  const stage = setStage(discord);
  const intents = I.Guilds | I.GuildMessages | I.MessageContent;
  const client = await GatewayClient.login(discord, stage.application, { intents });
  await client.event('GUILD_CREATE');
  const say = (content: string) =>
    createMessage(stage.world, stage.general, { author: stage.owner, content });
  const heard = () => client.dataOf('MESSAGE_CREATE').map(({ content }) => content);
  return { ...stage, client, say, heard, sessionId: client.dataOf('READY')[0].session_id as string };
};

describe('events that go wrong', () => {
  test('a lost one never comes, not by a resume either', async () => {
    const { application, client, say, heard, world, sessionId } = await listening();
    world.faults.add({ kind: 'event', event: 'MESSAGE_CREATE', action: 'lose', times: 1 });
    say('lost');
    say('kept');
    await client.settle();
    expect(heard()).toEqual(['kept']);
    await client.drop();
    const again = await GatewayClient.connect(discord);
    again.resume(application, sessionId, 0);
    await again.event('RESUMED');
    expect(again.dataOf('MESSAGE_CREATE').map(({ content }) => content)).toEqual(['kept']);
  });

  test('a duplicate comes twice, with two numbers', async () => {
    const { client, say, heard, world } = await listening();
    world.faults.add({ kind: 'event', event: '*', action: 'duplicate', times: 1 });
    say('twice');
    say('once');
    await client.settle();
    expect(heard()).toEqual(['twice', 'twice', 'once']);
    expect(client.packets.flatMap(({ s }) => s ?? [])).toEqual([1, 2, 3, 4, 5]);
  });

  test('a late one comes after those that happened later', async () => {
    const { client, say, heard, world } = await listening();
    world.faults.add({ kind: 'event', event: 'MESSAGE_CREATE', action: 'delay', delay: 30, times: 1 });
    say('late');
    say('early');
    await client.event('MESSAGE_CREATE');
    await client.event('MESSAGE_CREATE');
    expect(heard()).toEqual(['early', 'late']);
  });

  test('a delay outlives neither the session nor the server', async () => {
    const { application, say, client, world } = await listening();
    world.faults.add({ kind: 'event', event: 'MESSAGE_CREATE', action: 'delay', delay: 10 });
    say('too late');
    discord.gateway.invalidateAll(false, application.id);
    await client.op(Op.InvalidSession);
    await client.settle();
    expect(client.events).not.toContain('MESSAGE_CREATE');
  });
});

describe('connections that go wrong', () => {
  test('closeAll closes with any code, and the session can be resumed, even after 1000', async () => {
    const { application, client, say, sessionId } = await listening();
    const bystander = await GatewayClient.login(discord, createApplication(discord.world, 'Bystander'));
    discord.gateway.closeAll(application.id, 1000, 'See you');
    expect(await client.closed).toEqual({ code: 1000, reason: 'See you' });
    say('missed');
    const again = await GatewayClient.connect(discord);
    again.resume(application, sessionId, client.last);
    await again.event('RESUMED');
    expect(again.events).toEqual(['MESSAGE_CREATE', 'RESUMED']);
    discord.gateway.closeAll(undefined, 4000);
    expect(await again.closed).toEqual({ code: 4000, reason: 'Unknown error.' });
    expect((await bystander.closed).code).toBe(4000);
  });

  test('dropAll cuts the socket without a close frame', async () => {
    const { application, client, sessionId } = await listening();
    discord.gateway.dropAll(application.id);
    expect((await client.closed).code).toBe(1006);
    const again = await GatewayClient.connect(discord);
    again.resume(application, sessionId, client.last);
    await again.event('RESUMED');
  });

  test('reconnectAll sends op 7, after which the client resumes', async () => {
    const { application, client, say, sessionId } = await listening();
    discord.gateway.reconnectAll(application.id);
    expect(await client.op(Op.Reconnect)).toEqual({ op: 7, d: null, s: null, t: null });
    client.socket.close(4900);
    await client.closed;
    say('missed');
    const again = await GatewayClient.connect(discord);
    again.resume(application, sessionId, client.last);
    await again.event('MESSAGE_CREATE');
    await again.event('RESUMED');
  });

  test('invalidateAll(true) sends op 9 with true, and the session is still there', async () => {
    const { application, client, sessionId } = await listening();
    discord.gateway.invalidateAll(true, application.id);
    expect(await client.op(Op.InvalidSession)).toMatchObject({ d: true });
    client.socket.close(4900);
    await client.closed;
    const again = await GatewayClient.connect(discord);
    again.resume(application, sessionId, client.last);
    await again.event('RESUMED');
  });

  test('invalidateAll(false) ends the session: no event, 4003 for what needs one, no resume', async () => {
    const { application, client, say, sessionId } = await listening();
    discord.gateway.invalidateAll(false, application.id);
    expect(await client.op(Op.InvalidSession)).toMatchObject({ d: false });
    say('unheard');
    await client.settle();
    expect(client.events).not.toContain('MESSAGE_CREATE');
    client.send(Op.PresenceUpdate, { status: 'online', activities: [], since: null, afk: false });
    expect((await client.closed).code).toBe(4003);
    const again = await GatewayClient.connect(discord);
    again.resume(application, sessionId, client.last);
    expect(await again.op(Op.InvalidSession)).toMatchObject({ d: false });
  });

  test('ignoreHeartbeats leaves heartbeats without an answer', async () => {
    const { client, guild } = await listening();
    discord.gateway.ignoreHeartbeats(true);
    try {
      client.send(Op.Heartbeat, client.last);
      // What is sent after it is answered.
      client.send(Op.RequestGuildMembers, { guild_id: guild.id, user_ids: [] });
      await client.event('GUILD_MEMBERS_CHUNK');
      expect(client.packets.some(({ op }) => op === Op.HeartbeatAck)).toBe(false);
    } finally {
      discord.gateway.ignoreHeartbeats(false);
    }
    await client.settle();
  });

  test('refuseConnections turns new ones away and leaves old ones alone', async () => {
    const { client } = await listening();
    discord.gateway.refuseConnections(true);
    try {
      expect((await new GatewayClient(discord).closed).code).toBe(1006);
      await client.settle();
    } finally {
      discord.gateway.refuseConnections(false);
    }
    await GatewayClient.connect(discord);
  });
});

describe('a guild with an outage', () => {
  test('goes with GUILD_DELETE, is silent, answers 503, and comes back with GUILD_CREATE', async () => {
    const { api, client, general, guild, say, world } = await listening();
    setGuildAvailable(world, guild, false);
    expect((await client.event('GUILD_DELETE')).d).toEqual({ id: guild.id, unavailable: true });
    say('unheard');
    expect((await api('GET', `/guilds/${guild.id}`)).status).toBe(503);
    expect((await api('POST', `/channels/${general.id}/messages`, { content: 'x' })).status).toBe(503);
    guild.name = 'Renamed meanwhile';
    setGuildAvailable(world, guild, true);
    expect((await client.event('GUILD_CREATE')).d).toMatchObject({
      id: guild.id,
      name: 'Renamed meanwhile',
      unavailable: false,
      channels: [{ id: general.id }],
    });
    say('heard');
    await client.settle();
    expect(client.dataOf('MESSAGE_CREATE')).toMatchObject([{ content: 'heard' }]);
    expect((await api('GET', `/channels/${general.id}`)).status).toBe(200);
  });

  test('is unavailable to a bot that logs in meanwhile', async () => {
    const { application, guild, world } = setStage(discord);
    setGuildAvailable(world, guild, false);
    const client = await GatewayClient.login(discord, application);
    expect(client.dataOf('READY')[0].guilds).toEqual([{ id: guild.id, unavailable: true }]);
    expect((await client.event('GUILD_DELETE')).d).toEqual({ id: guild.id, unavailable: true });
    setGuildAvailable(world, guild, true);
    expect((await client.event('GUILD_CREATE')).d).toMatchObject({ id: guild.id, name: guild.name });
  });
});
