import { Client, Events, RESTEvents } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../discord/clock.ts';
import { Windows } from '../discord/rest/rate-limits/windows.ts';
import { LocalDiscord } from '../discord/server.ts';
import { createApplication } from '../discord/state/accounts.ts';
import { addMember } from '../discord/state/guilds.ts';
import { createInteraction } from '../discord/state/interactions.ts';
import { frozenClock, type Stage, send, setStage } from './stage.ts';

const ADMINISTRATOR = 8n;

let clock: Clock;
let discord: LocalDiscord;
let stage: Stage;
beforeEach(async () => {
  clock = frozenClock();
  discord = await LocalDiscord.start({ clock });
  stage = setStage(discord, { permissions: ADMINISTRATOR });
});
afterEach(() => discord.stop());

const write = (content = 'x') => stage.api('POST', `/channels/${stage.general.id}/messages`, { content });
const edit = (body: object) => stage.api('PATCH', `/channels/${stage.general.id}`, body);

describe('buckets', () => {
  test('five messages pass in five seconds, the sixth is told when it may come again, and then passes', async () => {
    for (const remaining of ['4', '3', '2', '1', '0']) {
      const answer = await write();
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-ratelimit-remaining')).toBe(remaining);
    }
    clock.advance(1_500);

    const refused = await write();

    expect(refused.status).toBe(429);
    expect(refused.body).toEqual({ message: 'You are being rate limited.', retry_after: 3.5, global: false });
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'retry-after': '4',
      'x-ratelimit-scope': 'user',
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset-after': '3.500',
      'x-ratelimit-reset': ((clock.now() + 3_500) / 1000).toFixed(3),
    });
    clock.advance(3_500);
    expect((await write()).status).toBe(200);
  });

  test('each channel and each bot has a bucket of its own, and both are called the same', async () => {
    const other = await stage.api('POST', `/guilds/${stage.guild.id}/channels`, { name: 'other' });
    const secondBot = createApplication(stage.world, 'Second');
    addMember(stage.world, stage.guild, secondBot.bot, { permissions: ADMINISTRATOR });
    for (let sent = 0; sent < 5; sent++) await write();

    const here = await write();
    const there = await stage.api('POST', `/channels/${other.body.id}/messages`, { content: 'x' });
    const bySecond = await stage.api(
      'POST',
      `/channels/${stage.general.id}/messages`,
      { content: 'x' },
      { authorization: `Bot ${secondBot.token}` },
    );

    expect([here.status, there.status, bySecond.status]).toEqual([429, 200, 200]);
    expect(there.headers.get('x-ratelimit-bucket')).toBe(here.headers.get('x-ratelimit-bucket'));
  });

  test('adding and taking back a reaction share one bucket of one in 250 ms', async () => {
    const message = `/channels/${stage.general.id}/messages/${(await write()).body.id}`;
    const reaction = `${message}/reactions/${encodeURIComponent('👍')}/@me`;

    const added = await stage.api('PUT', reaction);
    const early = await stage.api('DELETE', reaction);
    clock.advance(250);
    const late = await stage.api('DELETE', reaction);

    expect([added, early, late].map(({ headers }) => headers.get('x-ratelimit-bucket'))).toEqual(
      Array(3).fill(added.headers.get('x-ratelimit-bucket')),
    );
    expect(early.body).toMatchObject({ retry_after: 0.25 });
    expect([added.status, early.status, late.status]).toEqual([204, 429, 204]);
  });

  test('a request that is refused for what it says has been counted all the same', async () => {
    for (let sent = 0; sent < 5; sent++) expect((await write('')).status).toBe(400);
    expect((await write()).status).toBe(429);
  });

  test('windows of idle keys are forgotten', () => {
    const windows = new Windows();
    const rule = { limit: 1, window: 1_000 };
    for (let key = 0; key < 5_000; key++) windows.take(`old ${key}`, rule, 0);
    for (let key = 0; key < 5_000; key++) windows.take(`new ${key}`, rule, 1_000 + key);
    expect(windows.size).toBeLessThan(6_000);
  });
});

describe('the global limit', () => {
  test('lets 50 requests of a bot pass in a second, on whatever routes', async () => {
    const path = (sent: number) => `/users/${stage.owner.id.slice(0, -2)}${10 + (sent % 5)}`;
    let answer = await stage.api('GET', '/gateway/bot');
    for (let sent = 1; sent < 50; sent++) answer = await stage.api('GET', path(sent));
    const refused = await stage.api('GET', '/users/@me');

    expect(answer.body).toMatchObject({ global: false });
    expect(refused.body).toMatchObject({ global: true, retry_after: 1 });
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'retry-after': '1',
      'x-ratelimit-scope': 'global',
      'x-ratelimit-global': 'true',
    });
    clock.advance(1_000);
    expect((await stage.api('GET', '/users/@me')).status).toBe(200);
  });

  test('leaves out the callbacks of interactions, which have no bucket either', async () => {
    for (let sent = 0; sent < 60; sent++) {
      const answer = await stage.api('POST', '/interactions/1/unknown/callback', { type: 5 });
      expect(answer.status).toBe(404);
      expect(answer.headers.has('x-ratelimit-limit')).toBe(false);
    }
    expect((await stage.api('GET', '/users/@me')).status).toBe(200);
  });
});

test('a bot over its global limit can still answer and follow up', async () => {
  const { world, application, owner, general } = stage;
  const interaction = createInteraction(world, {
    application,
    user: owner,
    channel: general,
    type: 2,
    data: {},
    commandName: 'ask',
  });
  for (let sent = 0; sent < 50; sent++) await stage.api('GET', `/users/${sent}`);
  expect((await stage.api('GET', '/users/@me')).body).toMatchObject({ global: true });
  const webhook = `/webhooks/${application.id}/${interaction.token}`;

  const answers = [
    await stage.api('POST', `/interactions/${interaction.id}/${interaction.token}/callback`, { type: 5 }),
    await stage.api('PATCH', `${webhook}/messages/@original`, { content: 'late' }),
    await stage.api('POST', webhook, { content: 'more' }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([204, 200, 200]);
});

describe('the name and the topic of a channel', () => {
  test('change twice in ten minutes; other edits go on', async () => {
    expect((await edit({ name: 'one' })).status).toBe(200);
    clock.advance(60_000);
    expect((await edit({ topic: 'two' })).status).toBe(200);

    const refused = await edit({ name: 'three' });

    expect(refused.status).toBe(429);
    expect(refused.body.retry_after).toBe(540);
    expect(refused.headers.get('x-ratelimit-scope')).toBe('user');
    expect(Number(refused.headers.get('x-ratelimit-remaining'))).toBeGreaterThan(0);
    expect((await edit({ rate_limit_per_user: 5 })).status).toBe(200);
    expect((await edit({ name: 'one', topic: 'two' })).status).toBe(200);
    clock.advance(540_000);
    expect((await edit({ name: 'three' })).body.name).toBe('three');
  });

  test('are not counted as changed when the change was refused', async () => {
    for (let sent = 0; sent < 3; sent++) expect((await edit({ name: '' })).status).toBe(400);
    expect((await edit({ name: 'one' })).status).toBe(200);
    expect((await edit({ name: 'two' })).status).toBe(200);
  });
});

test('ten thousand invalid requests in ten minutes shut the address out, with a page and not with JSON', async () => {
  const invalid = () => discord.app.inject({ method: 'GET', url: '/api/v10/users/@me' });
  for (let sent = 0; sent < 10_000; sent += 100) await Promise.all(Array.from({ length: 100 }, invalid));
  clock.advance(100_000);

  const answer = await stage.api('GET', '/users/@me');

  expect(answer.status).toBe(429);
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(answer.headers.get('retry-after')).toBe('500');
  expect(answer.body).toContain('1015');
  clock.advance(500_000);
  expect((await stage.api('GET', '/users/@me')).status).toBe(200);
});

test('without rate limits nothing is counted and nothing is told', async () => {
  const free = await LocalDiscord.start({ rateLimits: false });
  try {
    const { api } = setStage(free);
    for (let sent = 0; sent < 60; sent++) expect((await api('GET', '/users/@me')).status).toBe(200);
    expect((await api('GET', '/users/@me')).headers.has('x-ratelimit-limit')).toBe(false);
  } finally {
    await free.stop();
  }
});

test('discord.js reads the headers: 12 messages sent at once all arrive, in order, and none was refused', async () => {
  const quick = await LocalDiscord.start({
    rateLimitTable: [{ routes: ['POST /channels/:/messages'], limit: 5, window: 300 }],
  });
  const { application, guild, general } = setStage(quick, { permissions: ADMINISTRATOR });
  const client = new Client({ intents: ['Guilds'], rest: { api: `${quick.url}/api`, offset: 10 } });
  try {
    const statuses: number[] = [];
    client.rest.on(RESTEvents.Response, (_request, response) => statuses.push(response.status));
    const waits: number[] = [];
    client.rest.on(RESTEvents.RateLimited, ({ timeToReset }) => waits.push(timeToReset));
    const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
    await client.login(application.token);
    await ready;
    const channel = client.guilds.cache.get(guild.id)!.channels.cache.get(general.id)!;
    if (!channel.isSendable()) throw new Error('not a text channel');
    const texts = Array.from({ length: 12 }, (_, index) => `message ${index}`);

    await Promise.all(texts.map((text) => channel.send(text)));

    expect(Array.from(general.messages.values(), ({ content }) => content)).toEqual(texts);
    expect(statuses).not.toContain(429);
    expect(waits).toHaveLength(2);
  } finally {
    await client.destroy();
    await quick.stop();
  }
});

test('limits are looked at before the body is read', async () => {
  for (let sent = 0; sent < 5; sent++) await write();
  const url = `${discord.url}/api/v10/channels/${stage.general.id}/messages`;
  const answer = await send(url, 'POST', undefined, {
    raw: '{ no json',
    authorization: `Bot ${stage.application.token}`,
  });
  expect(answer.status).toBe(429);
});
