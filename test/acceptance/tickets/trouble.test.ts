import type { Member } from '@guildhall/sandbox';
import { ChannelType, PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editChannel } from '../../../sandbox/discord/state/channels.ts';
import { roleChanged } from '../../../sandbox/discord/state/roles.ts';
import { minutes } from '../../stage/feature-stage.ts';
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
});
afterAll(() => tickets?.stage.stop());

const forbid = () => tickets.guild.setOverwrites('Tickets', { Guildhall: { deny: ['ManageChannels'] } });
const allow = () => tickets.guild.setOverwrites('Tickets', {});
/** Takes a permission from everybody, and from the bot. @returns what gives it back. */
const take = (bit: bigint) => {
  const { record } = tickets.guild;
  const roles = [...record.roles.values()].filter(({ id, botId }) => botId || id === record.id);
  const before = roles.map(({ permissions }) => permissions);
  const change = (to: (permissions: bigint) => bigint) => {
    for (const [index, role] of roles.entries()) {
      role.permissions = to(before[index]!);
      roleChanged(tickets.stage.sandbox.world, role);
    }
  };
  change((permissions) => permissions & ~bit);
  return () => change((permissions) => permissions);
};
const doctor = async () => (await ada.slash('/doctor')).text;

test('a missing permission is told to whoever can give it; when they do, the ticket is made by itself', async () => {
  forbid();
  const { reply } = await tickets.open(eve);
  await eve.until(() => reply.text.includes('Staff have been told'));
  expect(reply.text).not.toContain('Manage Channels');

  const forStaff = (await tickets.open(sam)).reply;
  await sam.until(() => forStaff.text.includes('Manage Channels'));
  expect(forStaff.text).toContain("An administrator gives it to the bot's role there");
  const lines = () =>
    ada
      .sees('other')
      .messages.filter(({ text }) => text.includes('The bot lacks the permission **Manage Channels** in'));
  await ada.until(() => lines().length === 2);
  expect(await doctor()).toContain('2 tickets are not as they should be');

  allow();
  for (const { id } of await tickets.tickets()) {
    expect((await tickets.arrives(id, 'open')).problem).toBeNull();
  }
  expect(await doctor()).not.toContain('not as they should be');
  expect(lines()).toHaveLength(2);
});

test('a ticket that cannot be made is given up by whoever waits for it, who can open another at once', async () => {
  const { guild, bob } = tickets;
  forbid();
  const { reply, ticket } = await tickets.open(bob);
  await bob.until(() => reply.buttons.includes('Give it up'));
  const again = await tickets.asks(bob);
  expect(again.text).toContain('It is not ready yet');
  expect(again.text).toContain(`/ticket delete ticket:${ticket.number}`);
  const asked = await bob.click('Give it up', { on: reply });
  expect(asked.text).toContain('Give up ticket');
  const done = await bob.click('Delete for good', { on: asked });
  expect([done.ephemeral, done.text.includes('is deleted')]).toEqual([true, true]);
  await tickets.arrives(ticket.id, 'failed');
  await bob.until(() => reply.text.includes('was given up'));

  const next = (await tickets.open(bob)).ticket;
  expect(next.number).toBe(ticket.number + 1);
  expect((await eve.slash('/ticket delete', { ticket: String(next.number) })).text).toContain(
    'Only staff can do this',
  );
  const byStaff = await sam.slash('/ticket delete', { ticket: String(next.number) }, { in: 'general' });
  await sam.click('Delete for good', { on: byStaff });
  await tickets.arrives(next.id, 'failed');
  allow();
  expect((await tickets.open(bob)).reply.text).toContain('is ready');
  expect(guild.channels.filter((name) => name.startsWith('ticket-')).length).toBe(
    (await tickets.tickets()).filter(({ state }) => state === 'open').length,
  );
});

test('staff delete a ticket from elsewhere, also one that is stuck while it is closed', async () => {
  const guest = tickets.guild.member('stuck');
  const { ticket, channel } = await tickets.open(guest);
  const { faults } = tickets.stage.sandbox;
  const broken = faults.add({
    kind: 'rest',
    method: 'PATCH',
    route: '/channels/:channel_id',
    status: 400,
    code: 50035,
    message: 'Invalid Form Body',
  });
  await sam.slash('/ticket close', { reason: 'done' }, { in: channel });
  await ada.until(async () =>
    (await tickets.tickets()).some(({ id, problem }) => id === ticket.id && problem?.startsWith('refused:')),
  );
  expect((await tickets.tickets()).find(({ id }) => id === ticket.id)!.state).toBe('closing');
  await ada.until(() => ada.sees('other').shows('Discord refuses what the bot asks for'));
  expect(await doctor()).toContain('50035');
  const asked = await sam.slash('/ticket delete', { ticket: String(ticket.number) }, { in: 'general' });
  const done = await sam.click('Delete for good', { on: asked });
  expect([done.ephemeral, done.text.includes('is deleted')]).toEqual([true, true]);
  await tickets.arrives(ticket.id, 'deleted');
  faults.remove(broken);
  expect(tickets.guild.channels).not.toContain(channel);
  const again = await sam.slash('/ticket delete', { ticket: String(ticket.number) }, { in: 'general' });
  expect((await sam.click('Delete for good', { on: again })).text).toContain('is deleted already');
});

test('what Discord refuses to make is told to staff, and made when it lets the bot', async () => {
  const { faults } = tickets.stage.sandbox;
  const broken = faults.add({
    kind: 'rest',
    method: 'POST',
    route: '/guilds/:guild_id/channels',
    status: 400,
    code: 50035,
    message: 'Invalid Form Body',
  });
  const guest = tickets.guild.member('refused');
  const { reply, ticket } = await tickets.open(guest);
  await guest.until(() => reply.text.includes('Staff have been told'));
  faults.remove(broken);
  await tickets.advance(minutes(11));
  expect((await tickets.arrives(ticket.id, 'open')).problem).toBeNull();
});

test('a permission that the bot gives others and lacks itself is named', async () => {
  const guest = tickets.guild.member('reactor');
  const giveBack = take(PermissionFlagsBits.AddReactions);
  const { reply, ticket } = await tickets.open(guest);
  await guest.until(() => reply.text.includes('Staff have been told'));
  const row = (await tickets.tickets()).find(({ id }) => id === ticket.id)!;
  expect(row.problem).toBe('permission:AddReactions');
  expect(await doctor()).toContain('The bot lacks the permission **Add Reactions**');
  giveBack();
  await tickets.arrives(ticket.id, 'open');
});

test('a bot that may not manage messages makes tickets', async () => {
  const giveBack = take(PermissionFlagsBits.ManageMessages);
  const { reply } = await tickets.open(tickets.guild.member('modest'));
  expect(reply.text).toContain('is ready');
  giveBack();
});

test('a channel that was turned into one for announcements is the ticket as before', async () => {
  const guest = tickets.guild.member('announced');
  const { ticket, channel } = await tickets.open(guest);
  editChannel(tickets.stage.sandbox.world, tickets.guild.channel(channel), {
    type: ChannelType.GuildAnnouncement,
  });
  await sam.slash('/ticket close', { reason: 'done' }, { in: channel });
  expect((await tickets.arrives(ticket.id, 'closed')).problem).toBeNull();
  expect(() => guest.say('hello', { in: channel })).toThrow('may not write');
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
