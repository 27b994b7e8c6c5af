import type { Member } from '@guildhall/sandbox';
import { ChannelType } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../../stage/feature-stage.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** What becomes of tickets when a category has its 50 channels, or the server its 500. */
let tickets: TicketsStage;
let ada: Member;
let sam: Member;

beforeAll(async () => {
  tickets = await startTickets();
  ({ ada, sam } = tickets);
  const { guild } = tickets;
  guild.createChannel('Tickets', { type: 'category', overwrites: { Support: { allow: ['ViewChannel'] } } });
  guild.createChannel('Closed', { type: 'category' });
  await tickets.addType({ category: guild.channel('Tickets'), 'closed-category': guild.channel('Closed') });
});
afterAll(() => tickets?.stage.stop());

async function opened() {
  const creator = tickets.guest();
  return { creator, ...(await tickets.open(creator)) };
}
const parentOf = (channel: string) =>
  tickets.guild.channel(tickets.guild.channel(channel).parentId ?? '').name;
const fill = (category: string, up = 50) => {
  const { id } = tickets.guild.channel(category);
  const there = [...tickets.guild.record.channels.values()].filter(({ parentId }) => parentId === id).length;
  for (let index = there; index < up; index += 1) {
    tickets.guild.createChannel(`${category.toLowerCase().replace(' ', '-')}-${index}`, { parent: id });
  }
};
const take = (prefix: string, many: number) => {
  for (const name of tickets.guild.channels.filter((one) => one.startsWith(prefix)).slice(0, many)) {
    tickets.guild.deleteChannel(name);
  }
};

test('tickets go to another category when theirs is full, many at once to the same, and back when it has room', async () => {
  fill('Tickets');
  const first = await Promise.all([opened(), opened(), opened(), opened()]);
  expect(first.map(({ channel }) => parentOf(channel))).toEqual(Array(4).fill('Tickets 2'));
  const [made] = tickets.guild.channels.filter((name) => name.startsWith('Tickets '));
  expect(tickets.guild.channels.filter((name) => name.startsWith('Tickets '))).toEqual([made]);
  expect(tickets.guild.channel('Tickets 2').overwrites).toEqual(tickets.guild.channel('Tickets').overwrites);

  fill('Tickets 2');
  expect(parentOf((await opened()).channel)).toBe('Tickets 3');
  take('tickets-', 1);
  expect(parentOf((await opened()).channel)).toBe('Tickets');
});

test('what Discord calls full is full, whatever the bot counts', async () => {
  take('tickets-', 2);
  const { faults } = tickets.stage.sandbox;
  const unheard = faults.add({ kind: 'event', event: 'CHANNEL_CREATE', action: 'lose' });
  fill('Tickets');
  faults.remove(unheard);
  expect(parentOf((await opened()).channel)).toMatch(/^Tickets [23]$/);
});

test('a ticket is closed though the category for closed ones is full', async () => {
  fill('Closed');
  const { creator, ticket, channel } = await opened();
  await sam.slash('/ticket close', { reason: 'solved' }, { in: channel });
  await tickets.arrives(ticket.id, 'closed');
  expect(parentOf(channel)).toBe('Closed 2');
  expect(() => creator.say('hello', { in: channel })).toThrow('may not write');
});

test('an empty category goes, one that people use stays', async () => {
  tickets.guild.createChannel('ours', { parent: 'Tickets 2' });
  take('tickets-3', 50);
  const housed = (await tickets.tickets()).filter(({ channel, state }) => channel && state !== 'deleted');
  for (const { channel } of housed) {
    tickets.guild.deleteChannel(tickets.guild.channel(channel!));
  }
  await Promise.all(housed.map(({ id }) => tickets.arrives(id, 'deleted')));
  take('tickets-2', 50);
  await tickets.advance(minutes(11));
  await ada.until(
    () => !tickets.guild.channels.includes('Tickets 3') && !tickets.guild.channels.includes('Closed 2'),
  );
  expect(tickets.guild.channels).toContain('Tickets 2');
  expect(tickets.guild.channels).toContain('Closed');
});

test('a server without room for a channel gets a private thread', async () => {
  const { guild } = tickets;
  for (let index = guild.channels.length; index < 500; index += 1) {
    guild.createChannel(`filler-${index}`);
  }
  const { creator, reply, channel } = await opened();
  expect(reply.text).toContain('is ready');
  expect(guild.channel(channel).type).toBe(ChannelType.PrivateThread);
  expect(creator.say('hello', { in: channel }).text).toBe('hello');
});

test('tickets that cannot be moved are closed where they are, and nothing is sent again and again', async () => {
  const { guild } = tickets;
  take('filler-', 10);
  const two = [await opened(), await opened()];
  fill('Closed');
  for (let index = guild.channels.length; index < 500; index += 1) {
    guild.createChannel(`filler-more-${index}`);
  }
  for (const { ticket, channel, creator } of two) {
    await sam.slash('/ticket close', { reason: 'solved' }, { in: channel });
    expect((await tickets.arrives(ticket.id, 'closed')).problem).toContain('full');
    expect(() => creator.say('hello', { in: channel })).toThrow('may not write');
  }
  await tickets.atRest('settle');
  const writes = tickets.requests('PATCH', '/channels/:channel_id');
  // Somebody changes a channel: there might be room now, so those two are looked at again.
  guild.setOverwrites('general', { sam: { allow: ['ViewChannel'] } });
  const tries = tickets.requests('POST', '/guilds/:guild_id/channels');
  await ada.until(() => tries() >= 1);
  await tickets.atRest('settle');
  expect([writes(), tries() < 10]).toEqual([0, true]);
});
