import { GatewayIntentBits as I, GatewayOpcodes as Op } from 'discord-api-types/v10';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalDiscord } from '../discord/server.ts';
import { createApplication } from '../discord/state/accounts.ts';
import { addMember, createGuild } from '../discord/state/guilds.ts';
import type { Application } from '../discord/state/types.ts';
import { GatewayClient } from './gateway-client.ts';
import { frozenClock, setStage, startDiscord } from './stage.ts';

let discord: LocalDiscord;
beforeAll(async () => {
  discord = await startDiscord({ clock: frozenClock() });
});
afterAll(() => discord.stop());

const app = () => createApplication(discord.world, 'Closed');
const identify = (application: Application, more: Record<string, unknown> = {}) =>
  JSON.stringify({
    op: 2,
    d: { token: application.token, intents: 0, properties: { os: 'linux' }, ...more },
  });
const send = (op: number, d?: unknown) => JSON.stringify({ op, d });

/** What a client sends after hello, and the code that Discord closes with. */
const beforeLogin: readonly [name: string, frame: () => string | Buffer, code: number][] = [
  ['no JSON', () => '{"op":', 4002],
  ['an empty frame', () => '', 4002],
  ['bytes that are no text', () => Buffer.from([0xff, 0xfe, 0x00, 0x83]), 4002],
  ['an array', () => '[1]', 4002],
  ['null', () => 'null', 4002],
  ['no opcode', () => '{}', 4002],
  ['an opcode that is a word', () => '{"op":"2","d":{}}', 4002],
  ['4,097 bytes', () => `{"op":1,"d":null,"pad":"${'x'.repeat(4097 - 26)}"}`, 4002],
  ['a megabyte', () => Buffer.alloc(1_000_000, 'x'), 4002],
  ['JSON nested 2,000 deep', () => '['.repeat(2000) + ']'.repeat(2000), 4002],
  ['op 99', () => send(99), 4001],
  ['op -1', () => send(-1), 4001],
  ['op 0, a dispatch', () => send(0, {}), 4001],
  ['op 5', () => send(5), 4001],
  ['op 7', () => send(7), 4001],
  ['op 10', () => send(10), 4001],
  ['op 31, soundboard sounds', () => send(31, { guild_ids: [] }), 4001],
  [
    'op 3 before an identify',
    () => send(3, { status: 'online', activities: [], since: null, afk: false }),
    4003,
  ],
  ['op 4 before an identify', () => send(4, { guild_id: '1', channel_id: null }), 4003],
  ['op 8 before an identify', () => send(8, { guild_id: '1', query: '', limit: 0 }), 4003],
  ['a heartbeat of a word', () => send(1, 'soon'), 4002],
  ['a heartbeat below zero', () => send(1, -1), 4002],
  ['an identify of null', () => send(2, null), 4002],
  ['an identify without properties', () => identify(app(), { properties: undefined }), 4002],
  ['an identify with a word for compress', () => identify(app(), { compress: 'yes' }), 4002],
  ['large_threshold 49', () => identify(app(), { large_threshold: 49 }), 4002],
  ['large_threshold 251', () => identify(app(), { large_threshold: 251 }), 4002],
  ['a presence without a status', () => identify(app(), { presence: { activities: [] } }), 4002],
  ['a wrong token', () => send(2, { token: 'nobody', intents: 0, properties: {} }), 4004],
  ['no token', () => send(2, { intents: 0, properties: {} }), 4004],
  ['a token that is a number', () => send(2, { token: 5, intents: 0, properties: {} }), 4004],
  ['shard 1 of 1', () => identify(app(), { shard: [1, 1] }), 4010],
  ['shard 0 of 0', () => identify(app(), { shard: [0, 0] }), 4010],
  ['shard -1 of 2', () => identify(app(), { shard: [-1, 2] }), 4010],
  ['shard half of 2', () => identify(app(), { shard: [0.5, 2] }), 4010],
  ['a shard without a count', () => identify(app(), { shard: [0] }), 4010],
  ['a shard that is a word', () => identify(app(), { shard: '0/1' }), 4010],
  ['no intents', () => identify(app(), { intents: undefined }), 4013],
  ['intents that are a word', () => identify(app(), { intents: '513' }), 4013],
  ['an intent that there is not', () => identify(app(), { intents: 1 << 17 }), 4013],
  ['intents beyond 32 bits', () => identify(app(), { intents: 2 ** 40 }), 4013],
  ['intents below zero', () => identify(app(), { intents: -1 }), 4013],
  ['a resume with a wrong token', () => send(6, { token: 'nobody', session_id: 'x', seq: 0 }), 4004],
  ['a resume without a session', () => send(6, { token: app().token, seq: 0 }), 4002],
  ['a resume from a word', () => send(6, { token: app().token, session_id: 'x', seq: 'x' }), 4002],
];

const afterLogin: readonly [name: string, frame: (application: Application) => string, code: number][] = [
  ['a second identify', (application) => identify(application), 4005],
  ['a resume', ({ token }) => send(6, { token, session_id: 'x', seq: 0 }), 4005],
  ['a heartbeat ahead of what was sent', () => send(1, 1000), 4007],
  ['a presence with an unknown status', () => send(3, { status: 'asleep', activities: [] }), 4002],
  ['a presence whose activities are a word', () => send(3, { status: 'idle', activities: 'chess' }), 4002],
  ['an activity without a name', () => send(3, { status: 'idle', activities: [{ type: 0 }] }), 4002],
  ['a voice state without a guild', () => send(4, { channel_id: null }), 4002],
  ['a members request without a guild', () => send(8, { query: '', limit: 0 }), 4002],
  ['a members request for nothing', () => send(8, { guild_id: '1' }), 4002],
  ['a members request without a limit', () => send(8, { guild_id: '1', query: '' }), 4002],
  ['a members request for ids that are numbers', () => send(8, { guild_id: '1', user_ids: [1] }), 4002],
];

describe('what closes a connection', () => {
  test.each(beforeLogin)('%s', async (_name, frame, code) => {
    const client = await GatewayClient.connect(discord);
    client.raw(frame());
    expect((await client.closed).code).toBe(code);
  });

  test.each(afterLogin)('%s, after the login', async (_name, frame, code) => {
    const application = app();
    const client = await GatewayClient.login(discord, application);
    client.raw(frame(application));
    expect((await client.closed).code).toBe(code);
  });

  test('4,096 bytes are still taken', async () => {
    const client = await GatewayClient.connect(discord);
    const beat = `{"op":1,"d":null,"pad":"${'x'.repeat(4096 - 26)}"}`;
    expect(beat).toHaveLength(4096);
    client.raw(beat);
    expect(await client.op(Op.HeartbeatAck)).toMatchObject({ op: Op.HeartbeatAck });
  });

  test.each([
    ['v=8&encoding=json', 4012],
    ['v=11', 4012],
    ['v=x', 4012],
    ['v=10&encoding=etf', 4002],
    ['v=10&encoding=json&compress=brotli', 4002],
  ])('the address with ?%s', async (query, code) => {
    expect((await new GatewayClient(discord, query).closed).code).toBe(code);
  });

  test('each privileged intent that is not switched on: 4014', async () => {
    const application = createApplication(discord.world, 'Modest', { privilegedIntents: 0 });
    for (const intents of [I.GuildMembers, I.GuildPresences, I.MessageContent]) {
      const client = await GatewayClient.connect(discord);
      client.identify(application, { intents });
      expect(await client.closed).toEqual({ code: 4014, reason: 'Disallowed intent(s).' });
    }
  });

  test('a resume from a number that was never sent: 4007', async () => {
    const application = app();
    const first = await GatewayClient.login(discord, application);
    const second = await GatewayClient.connect(discord);
    second.resume(application, first.dataOf('READY')[0].session_id, 2);
    expect(await second.closed).toEqual({ code: 4007, reason: 'Invalid seq.' });
  });

  test('more than 2,500 guilds in a session: 4011, and two shards hold them', async () => {
    const { world } = discord;
    const { application, owner } = setStage(discord);
    for (let count = 0; count < 2500; count += 1) {
      if (count % 2) world.clock.advance(1);
      addMember(world, createGuild(world, 'One of many', owner, { bare: true }), application.bot);
    }
    const alone = await GatewayClient.connect(discord);
    alone.identify(application, { intents: 0 });
    expect(await alone.closed).toEqual({ code: 4011, reason: 'Sharding required.' });
    await GatewayClient.login(discord, application, { intents: 0, shard: [0, 2] });
  });

  test('the 121st payload of a minute: 4008', async () => {
    const client = await GatewayClient.login(discord, app());
    for (let count = 1; count < 120; count += 1) client.send(Op.Heartbeat, null);
    for (let count = 1; count < 120; count += 1) await client.op(Op.HeartbeatAck);
    client.send(Op.Heartbeat, null);
    expect(await client.closed).toEqual({ code: 4008, reason: 'Rate limited.' });
  });
});

describe('how often an application may log in', () => {
  test('GET /gateway/bot counts a day down from 1,000', async () => {
    const { application, api, world } = setStage(discord);
    const limit = async () => (await api('GET', '/gateway/bot')).body.session_start_limit;
    expect(await limit()).toEqual({ total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 });
    await GatewayClient.login(discord, application);
    world.clock.advance(60_000);
    expect(await limit()).toMatchObject({ remaining: 999, reset_after: 86_340_000 });
    world.clock.advance(86_340_000);
    expect(await limit()).toMatchObject({ remaining: 1000, reset_after: 0 });
  });

  test('the answers have the address and the number of shards', async () => {
    const { api, world } = setStage(discord);
    expect((await api('GET', '/gateway', undefined, { authorization: null })).body).toEqual({
      url: world.gatewayUrl,
    });
    expect((await api('GET', '/gateway/bot')).body).toMatchObject({ url: world.gatewayUrl, shards: 1 });
    expect((await api('GET', '/gateway/bot', undefined, { authorization: null })).status).toBe(401);
  });

  test('a second identify within five seconds: op 9, until they are over', async () => {
    const application = app();
    await GatewayClient.login(discord, application);
    const second = await GatewayClient.connect(discord);
    second.identify(application);
    expect(await second.op(Op.InvalidSession)).toMatchObject({ d: false });
    discord.world.clock.advance(5_000);
    second.identify(application);
    await second.event('READY');
  });

  test('shards of other buckets may identify at the same time', async () => {
    const application = app();
    discord.world.sessionStarts.maxConcurrency = 2;
    try {
      await GatewayClient.login(discord, application, { shard: [0, 4] });
      await GatewayClient.login(discord, application, { shard: [1, 4] });
      const third = await GatewayClient.connect(discord);
      third.identify(application, { shard: [2, 4] });
      expect(await third.op(Op.InvalidSession)).toMatchObject({ d: false });
    } finally {
      discord.world.sessionStarts.maxConcurrency = 1;
    }
  });

  test('the 1,001st identify of a day ends all sessions and resets the token', async () => {
    const { application, api } = setStage(discord);
    const { token } = application;
    const session = await GatewayClient.login(discord, application);
    for (let count = 1; count < 1000; count += 1) discord.world.sessionStarts.count(application);
    const last = await GatewayClient.connect(discord);
    last.identify(application);
    expect((await last.closed).code).toBe(4004);
    expect((await session.closed).code).toBe(4004);
    expect((await api('GET', '/gateway/bot', undefined, { authorization: `Bot ${token}` })).status).toBe(401);
    expect(
      (await api('GET', '/gateway/bot', undefined, { authorization: `Bot ${application.token}` })).status,
    ).toBe(200);
  });
});

test('no frame harms the server: it answers others all the while', async () => {
  const witness = await GatewayClient.login(discord, app());
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('', 'online', '1', 0, -1, 2 ** 53, null, [], {}, [[]], { length: 3 }, true),
  );
  const d = fc.oneof(
    value,
    fc.dictionary(
      fc.constantFrom(
        ...[
          'token',
          'intents',
          'properties',
          'shard',
          'presence',
          'compress',
          'large_threshold',
          'session_id',
        ],
        ...['seq', 'guild_id', 'query', 'limit', 'user_ids', 'presences', 'nonce', 'status', 'activities'],
        ...['since', 'afk', 'channel_id', 'self_mute', '__proto__'],
      ),
      value,
    ),
  );
  const frame = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ op: fc.integer({ min: -1, max: 12 }), d }).map((sent) => JSON.stringify(sent)),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5000 }) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 5000 }).map((bytes) => Buffer.from(bytes)) },
  );
  const application = app();
  discord.world.sessionStarts.maxConcurrency = 100_000;
  let shard = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(frame, { minLength: 1, maxLength: 10 }),
      fc.boolean(),
      async (frames, loggedIn) => {
        // With a shard of its own each login has a turn of its own.
        shard += 1;
        const client = loggedIn
          ? await GatewayClient.login(discord, application, { shard: [shard, 100_000] })
          : await GatewayClient.connect(discord);
        for (const sent of frames) client.raw(sent);
        client.socket.close();
        const { code } = await client.closed;
        expect([1000, 1005, 1006, 1007, 4001, 4002, 4003, 4004, 4005, 4007, 4010, 4013]).toContain(code);
        discord.gateway.requestHeartbeats(witness.dataOf('READY')[0].application.id);
        await witness.op(Op.Heartbeat);
      },
    ),
    { numRuns: 300 },
  );
  await witness.settle();
});
