import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** What people are told when the bot may not do something, and what happens when that is mended. */
let tickets: TicketsStage;
let ada: Member;
let sam: Member;
let eve: Member;

beforeAll(async () => {
  tickets = await startTickets();
  ({ ada, sam, eve } = tickets);
  tickets.guild.createChannel('Tickets', { type: 'category' });
  await tickets.addType({ category: tickets.guild.channel('Tickets') });
  await tickets.choose('logChannel', 'other');
}, 30_000);
afterAll(() => tickets?.stage.stop());

const forbid = () => tickets.guild.setOverwrites('Tickets', { Guildhall: { deny: ['ManageChannels'] } });
const allow = () => tickets.guild.setOverwrites('Tickets', {});
const doctor = async () => (await ada.slash('/doctor')).text;

test('a missing permission is told to whoever can give it; when they do, the ticket is made by itself', async () => {
  forbid();
  const { reply } = await tickets.open(eve);
  await eve.until(() => reply.text.includes('Staff have been told'));
  expect(reply.text).not.toContain('Manage Channels');

  const forStaff = (await tickets.open(sam)).reply;
  await sam.until(() => forStaff.text.includes('Manage Channels'));
  expect(forStaff.text).toContain("An administrator gives it to the bot's role there");
  const line = 'The bot lacks the permission **Manage Channels** in';
  await ada.until(() => ada.sees('other').shows(line));
  expect(await doctor()).toContain('2 tickets are not as they should be');

  allow();
  for (const { id } of await tickets.tickets()) {
    expect((await tickets.arrives(id, 'open')).problem).toBeNull();
  }
  expect(await doctor()).not.toContain('not as they should be');
  expect(ada.sees('other').messages.filter(({ text }) => text.includes(line))).toHaveLength(2);
});

test('a ticket whose channel the bot may not delete is deleted when it may', async () => {
  const bob = tickets.bob;
  const { ticket, channel } = await tickets.open(bob);
  tickets.guild.setOverwrites(channel, {
    Guildhall: { deny: ['ManageChannels'] },
    Support: { allow: ['ViewChannel'] },
  });
  const asked = await sam.slash('/ticket delete', {}, { in: channel });
  await sam.click('Delete for good', { on: asked });
  await ada.until(async () =>
    (await tickets.tickets()).some(
      ({ id, problem }) => id === ticket.id && problem?.startsWith('permission:'),
    ),
  );
  tickets.guild.setOverwrites(channel, {});
  await tickets.arrives(ticket.id, 'deleted');
  expect(tickets.guild.channels).not.toContain(channel);
});

test('/doctor says what would stop the next ticket', async () => {
  tickets.guild.deleteChannel('Tickets');
  tickets.guild.deleteRole('Support');
  await ada.until(async () =>
    (await doctor()).includes('A category or channel of **Support** tickets is deleted'),
  );
  expect(await doctor()).toContain('No role works on **Support** tickets');
});
