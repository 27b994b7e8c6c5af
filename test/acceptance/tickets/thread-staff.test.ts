import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTickets, type TicketsStage } from './tickets-stage.ts';
import { setRules } from './type-rules.ts';

/** Whoever becomes staff gets into the threads that there are, whoever is staff no more leaves them. */
let tickets: TicketsStage;
let ada: Member;
let sam: Member;
let tim: Member;
let newby: Member;
let open: string;
let closed: string;

beforeAll(async () => {
  tickets = await startTickets({ channels: ['general', 'help', 'other'], roles: ['Support', 'New'] });
  ({ ada, sam, tim } = tickets);
  newby = tickets.guild.member('newby', { roles: ['New'] });
  await tickets.addType({ threads: tickets.guild.channel('help') });
  ({ channel: open } = await tickets.open(tickets.eve));
  const second = await tickets.open(tickets.bob);
  closed = second.channel;
  await everywhere(sam, tim);
  await sam.slash('/ticket close', { reason: 'done' }, { in: closed });
  await tickets.arrives(second.ticket.id, 'closed');
});
afterAll(() => tickets?.stage.stop());

/** Waits until these people are in both threads. */
const everywhere = (...people: Member[]) =>
  ada.until(() => people.every((who) => who.seesChannel(open) && who.seesChannel(closed)));
/** Waits until these people are in none. */
const nowhere = (...people: Member[]) =>
  ada.until(() => people.every((who) => !who.seesChannel(open) && !who.seesChannel(closed)));

test('/set_staff lets the new staff in and the old ones out, also of a closed ticket', async () => {
  await ada.slash('/set_staff', { role: tickets.guild.role('New'), only: true });
  await everywhere(newby);
  await nowhere(sam, tim);
  expect([tickets.eve.seesChannel(open), tickets.bob.seesChannel(closed)]).toEqual([true, true]);
});

test('roles that are chosen on the screen of a type count at once, in threads and in channels', async () => {
  await tickets.addType();
  const { channel } = await tickets.open(tickets.eve, 'Support 2');
  await sam.until(() => sam.seesChannel(channel));
  await setRules(tickets, 'Support 2', { Staff: { staffRoles: tickets.guild.role('New') } });
  await ada.until(() => newby.seesChannel(channel) && !sam.seesChannel(channel));
  await setRules(tickets, 'Support', { Staff: { staffRoles: tickets.guild.role('Support') } });
  await everywhere(sam, tim);
  await nowhere(newby);
  expect(tickets.eve.seesChannel(open)).toBe(true);
});

test('who is staff no more since the bot was stopped leaves when it is back', async () => {
  await tickets.stage.bot.stop();
  tim.takeRole('Support');
  await tickets.stage.bot.start();
  await nowhere(tim);
  expect(sam.seesChannel(open)).toBe(true);
});

test('a role that is deleted lets nobody stay', async () => {
  tickets.guild.deleteRole('Support');
  await nowhere(sam);
  expect(tickets.eve.seesChannel(open)).toBe(true);
});
