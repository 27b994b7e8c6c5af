import { Events, type TextChannel } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BareClient } from './bare-client.ts';

let one: BareClient;

beforeAll(async () => {
  one = await BareClient.start();
});
afterAll(() => one?.stop());

test('a channel stays away when the answer to an edit comes after the news that it was deleted', async () => {
  const { client, guild, sandbox } = one;
  const { id } = guild.createChannel('ticket');
  const channel = (await client.channels.fetch(id)) as TextChannel;
  sandbox.faults.add({
    kind: 'rest',
    method: 'PATCH',
    route: '/channels/:channel_id',
    delay: 300,
    afterEffect: true,
  });

  const deleted = new Promise((resolve) => client.once(Events.ChannelDelete, resolve));
  const edited = channel.edit({ topic: 'something else' });
  await guild.until(() => guild.channel(id).topic === 'something else');
  guild.deleteChannel(id);
  await Promise.all([deleted, edited]);

  expect(client.channels.cache.has(id)).toBe(false);
  expect(client.guilds.cache.get(guild.id)!.channels.cache.has(id)).toBe(false);
  await expect(client.channels.fetch(id)).rejects.toThrow('Unknown Channel');
});
