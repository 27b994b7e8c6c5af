import { Events } from '@sapphire/framework';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BareClient } from './bare-client.ts';

let bare: BareClient;
beforeAll(async () => {
  bare = await BareClient.start();
});
afterAll(() => bare.stop());

test("Sapphire's own registration of commands never speaks to Discord", async () => {
  // What it would do, it does when the client is ready; a request that comes after is behind it.
  await bare.client.rest.get('/users/@me');
  expect(bare.requests.filter((request) => request.includes('/commands'))).toEqual([]);
  expect(bare.requests).toContainEqual(expect.stringContaining('/users/@me'));
});

test('each of its pieces listens once', () => {
  const events = [...bare.client.stores.get('listeners').values()].map((piece) => String(piece.event));
  const counts = Object.fromEntries(events.map((event) => [event, bare.client.listenerCount(event)]));
  for (const event of new Set(events)) {
    const pieces = events.filter((other) => other === event).length;
    // discord.js itself listens to nothing of these but the raw events of its own.
    expect([event, counts[event]]).toEqual([event, pieces]);
  }
});

test('a mention is a prefix as good as the own one of the guild', async () => {
  const typed: string[] = [];
  bare.client.on(Events.UnknownMessageCommand, ({ commandName, prefix }) =>
    typed.push(`${commandName} ${prefix}`),
  );
  bare.guild.owner.say('?first');
  bare.guild.owner.say(`<@${bare.bot.id}> second`);
  await bare.guild.until(() => typed.length === 2);
  expect(typed.sort()).toEqual(['first ?', `second <@${bare.bot.id}>`]);
});
