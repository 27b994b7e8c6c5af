import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { BareClient } from './bare-client.ts';

/** What Discord does not confirm is made once: whoever asked looks before they ask again. */
let bare: BareClient;
beforeAll(async () => {
  bare = await BareClient.start();
});
afterAll(() => bare.stop());
afterEach(() => bare.sandbox.faults.clear());

const lost = {
  'answered 502': { status: 502 },
  'not answered at all': { drop: true },
  'answered half': { truncate: true },
} as const;

const guild = () => bare.client.guilds.cache.get(bare.guild.id)!;

test.each(Object.entries(lost))('a channel whose making was %s is there once', async (how, fault) => {
  const name = how.replaceAll(' ', '-');
  bare.sandbox.faults.add({
    kind: 'rest',
    method: 'POST',
    route: '/guilds/:guild_id/channels',
    afterEffect: true,
    ...fault,
  });
  await expect(guild().channels.create({ name })).rejects.toThrow();
  expect(bare.guild.channels.filter((channel) => channel === name)).toHaveLength(1);
});

test('so is a thread', async () => {
  const general = bare.guild.channel('general');
  bare.sandbox.faults.add({
    kind: 'rest',
    method: 'POST',
    route: '/channels/:channel_id/threads',
    afterEffect: true,
    status: 500,
  });
  await expect(
    bare.client.rest.post(`/channels/${general.id}/threads`, { body: { name: 'matter', type: 12 } }),
  ).rejects.toThrow('did not confirm');
  const threads = [...bare.guild.record.channels.values()].filter(({ name }) => name === 'matter');
  expect(threads).toHaveLength(1);
});

test('a limit of Discord is waited for, as ever', async () => {
  bare.sandbox.faults.add({
    kind: 'rest',
    method: 'POST',
    route: '/guilds/:guild_id/channels',
    status: 429,
    retryAfter: 0.05,
    times: 1,
  });
  await guild().channels.create({ name: 'after-a-while' });
  expect(bare.guild.channels).toContain('after-a-while');
});
