import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../../stage/feature-stage.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';
import { setRules } from './type-rules.ts';

/** Names and topics of channels, which Discord lets a bot change twice in ten minutes. */
let tickets: TicketsStage;
let ada: Member;
let sam: Member;

beforeAll(async () => {
  tickets = await startTickets();
  ({ ada, sam } = tickets);
  await tickets.addType();
});
afterAll(() => tickets?.stage.stop());

async function opened() {
  const creator = tickets.guest();
  const { ticket, channel } = await tickets.open(creator);
  return { creator, ticket, room: tickets.guild.channel(channel) };
}

test('two names at once, the third when Discord lets it, and only the newest; a close does not wait for it', async () => {
  const { creator, ticket, room } = await opened();
  for (const name of ['First name', 'second']) {
    const done = await sam.slash('/ticket rename', { name }, { in: room });
    expect(done.text).toContain('gave this ticket another name');
    expect(done.text).not.toContain('twice in ten minutes');
    await ada.until(() => room.name === name.toLowerCase().replace(' ', '-'));
  }
  for (const name of ['third', 'fourth', 'fifth']) {
    expect((await sam.slash('/ticket rename', { name }, { in: room })).text).toContain(
      'twice in ten minutes',
    );
  }
  await sam.slash('/ticket close', { reason: 'solved' }, { in: room });
  await tickets.arrives(ticket.id, 'closed');
  expect(() => creator.say('hello', { in: room })).toThrow('may not write');
  expect(room.name).toBe('second');
  const seen = new Set<string>();
  await tickets.advance(minutes(11));
  await ada.until(() => seen.add(room.name).has('fifth'));
  expect([...seen].filter((name) => name !== 'second')).toEqual(['fifth']);
});

test('a limit that the bot did not foresee holds up nothing else', async () => {
  const { creator, ticket, room } = await opened();
  const { faults } = tickets.stage.sandbox;
  // Somebody else with the same token has changed the name twice: Discord's own count is full.
  const id = faults.add({
    kind: 'rest',
    method: 'PATCH',
    route: '/channels/:channel',
    status: 429,
    retryAfter: 400,
    times: 1,
  });
  await sam.slash('/ticket rename', { name: 'later' }, { in: room });
  await ada.until(() => faults.list().some((fault) => fault.id === id && fault.struck > 0));
  await sam.slash('/ticket close', { reason: 'solved' }, { in: room });
  await tickets.arrives(ticket.id, 'closed');
  expect(() => creator.say('hello', { in: room })).toThrow('may not write');
  await tickets.advance(minutes(7));
  await ada.until(() => room.name === 'later');
});

test('a topic stands above the channel, with what finds the channel again', async () => {
  const { ticket, room } = await opened();
  await sam.slash('/ticket topic', { text: 'A lost parcel' }, { in: room });
  await ada.until(() => room.topic === `A lost parcel · #${ticket.id}`);
  await sam.slash('/ticket topic', {}, { in: room });
  await ada.until(() => !room.topic?.includes('parcel'));
  expect(room.topic).toMatch(new RegExp(`^Support, ticket \\S+ · #${ticket.id}$`));
});

test('a name that Discord refuses gives way to one that nobody can object to', async () => {
  const { ticket, room } = await opened();
  tickets.guild.record.features.push('DISCOVERABLE' as never);
  await sam.slash('/ticket rename', { name: 'order 1488' }, { in: room });
  await sam.slash('/ticket topic', { text: 'So that all is written' }, { in: room });
  const name = `ticket-${[...String(ticket.number).padStart(4, '0')].join('-')}`;
  expect(await ada.until(() => room.topic?.includes('all is written') && room.name === name)).toBe(true);
  tickets.guild.record.features.pop();
});

test('a ticket whose name Discord refuses has a channel all the same', async () => {
  tickets.guild.record.features.push('DISCOVERABLE' as never);
  await setRules(tickets, 'Support', { Channels: { namePattern: 'order-1488-{number}' } });
  const { ticket, room } = await opened();
  expect(ticket.problem).toBeNull();
  expect(room.name).toBe(`ticket-${[...String(ticket.number).padStart(4, '0')].join('-')}`);
  await setRules(tickets, 'Support', { Channels: { namePattern: 'ticket-{number}' } });
  tickets.guild.record.features.pop();
});

test('staff move a ticket to another type: its staff change, its people stay', async () => {
  const { guild, bob } = tickets;
  guild.createRole('Returns');
  const rita = guild.member('rita', { roles: ['Returns'] });
  guild.createChannel('Returns desk', { type: 'category' });
  await ada.slash('/ticket-types', {
    template: 'Support',
    staff: guild.role('Returns'),
    category: guild.channel('Returns desk'),
  } as never);
  const { creator, ticket, room } = await opened();
  await sam.slash('/ticket add', { who: bob }, { in: room });
  const moved = await sam.slash('/ticket move', { type: 'Support 2' }, { in: room });
  expect(moved.text).toContain('made this a **Support 2** ticket');
  await rita.until(() => rita.seesChannel(room.name));
  await ada.until(() => !sam.seesChannel(room.name));
  await ada.until(() => [creator, bob].every((one) => one.seesChannel(room.name)));
  await ada.until(() => guild.channel(room.parentId!).name === 'Returns desk');
  // Whoever has as many of that type as they may can have one moved there all the same.
  guild.createChannel('Elsewhere', { type: 'category' });
  await rita.slash('/ticket move', { category: guild.channel('Elsewhere') }, { in: room });
  await ada.until(() => guild.channel(room.parentId!).name === 'Elsewhere');
  expect((await tickets.arrives(ticket.id, 'open')).problem).toBeNull();
});
