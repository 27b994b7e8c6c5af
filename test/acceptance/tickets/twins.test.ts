import type { RestFault } from '@guildhall/sandbox';
import { ChannelType } from 'discord.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createMessage } from '../../../sandbox/discord/state/messages.ts';
import { createThread } from '../../../sandbox/discord/state/threads.ts';
import { minutes } from '../../stage/feature-stage.ts';
import { startTickets, type TicketRow, type TicketsStage } from './tickets-stage.ts';

/** Discord makes a channel and nobody hears of it: there is one channel in the end. */
let tickets: TicketsStage;

beforeAll(async () => {
  tickets = await startTickets();
  await tickets.addType();
});
afterAll(() => tickets?.stage.stop());
afterEach(() => tickets.stage.sandbox.faults.clear());

/** The ids of the channels that were made for a ticket. */
const channelsOf = ({ number }: TicketRow): string[] =>
  [...tickets.guild.record.channels.values()]
    .filter(({ name }) => name === `ticket-${String(number).padStart(4, '0')}`)
    .map(({ id }) => id);

/** Somebody opens a ticket, while a fault strikes what makes its channel. */
async function openWhile(fault: Partial<RestFault>) {
  const guest = tickets.guest();
  const id = tickets.stage.sandbox.faults.add({
    kind: 'rest',
    method: 'POST',
    route: '/guilds/:guild_id/channels',
    afterEffect: true,
    times: 1,
    ...fault,
  });
  void guest.slash('/ticket create', { type: 'Support' }).catch(() => {});
  const row = await guest.until(async () =>
    (await tickets.tickets()).find(({ creator }) => creator === guest.id),
  );
  await guest.until(() => tickets.stage.sandbox.faults.list().some((one) => one.id === id && one.struck > 0));
  const made = await guest.until(() => channelsOf(row)[0]);
  return { guest, row, made };
}

test('a bot that dies after Discord made the channel, before it hears of it, finds the channel', async () => {
  const { guest, row, made } = await openWhile({ delay: 60_000 });
  expect((await tickets.tickets()).find(({ id }) => id === row.id)).toMatchObject({
    state: 'provisioning',
    channel: null,
  });
  await tickets.crash();
  tickets.stage.sandbox.faults.clear();
  const { channel } = await tickets.arrives(row.id, 'open');
  await guest.until(() => guest.sees(channel!).messages.length > 0);
  expect([channel, channelsOf(row)]).toEqual([made, [made]]);
  expect(guest.sees(channel!).messages).toHaveLength(1);
});

test.each([
  ['says that it failed', { status: 502 }],
  ['cuts the connection', { drop: true }],
  ['breaks off its answer', { truncate: true }],
] as const)('Discord makes the channel and %s: it is found', async (_how, fault) => {
  const { guest, row, made } = await openWhile(fault);
  await tickets.advance(minutes(1));
  const { channel } = await tickets.arrives(row.id, 'open');
  await guest.until(() => guest.sees(channel!).messages.length > 0);
  expect([channel, channelsOf(row)]).toEqual([made, [made]]);
});

test('a channel that Discord makes late, when the ticket has another one, goes again; a copy that is used stays', async () => {
  const { guest, row } = await openWhile({ delay: 1 });
  const { channel } = await tickets.arrives(row.id, 'open');
  const own = tickets.guild.channel(channel!);
  await guest.until(() => guest.sees(own).messages.length > 0);
  const [topic, staff] = [own.topic!, tickets.ada];
  tickets.guild.createChannel('late-one', { topic });
  await staff.until(() => !tickets.guild.channels.includes('late-one'));

  await tickets.advance(minutes(5));
  tickets.guild.createChannel('copied-later', { topic });
  await tickets.stage.bot.stop();
  tickets.guild.createChannel('late-meanwhile', { topic });
  await tickets.stage.bot.start();
  await tickets.advance(minutes(11));
  expect((await tickets.arrives(row.id, 'open')).channel).toBe(channel);
  expect(tickets.guild.channels).toContain('copied-later');
});

test('the same for threads: one that Discord makes late goes again, one that is used or of somebody else stays', async () => {
  const { guild, stage } = tickets;
  const help = guild.createChannel('help');
  await tickets.addType({ threads: help });
  const { ticket, channel } = await tickets.open(guild.member('knitter'), 'Support 2');
  const own = guild.channel(channel);
  await tickets.ada.until(() => own.messages.size > 0);
  const make = (owner = stage.account.user) =>
    createThread(stage.sandbox.world, help, owner, { name: own.name, type: ChannelType.PrivateThread });
  const there = ({ id }: { id: string }) => guild.record.channels.has(id);
  const [late, others] = [make(), make(tickets.ada.user)];
  await tickets.ada.until(() => !there(late));

  await stage.bot.stop();
  const [meanwhile, used] = [make(), make()];
  createMessage(stage.sandbox.world, used, { author: tickets.ada.user, content: 'notes' });
  await stage.bot.start();
  await tickets.ada.until(() => !there(meanwhile));
  expect([own, others, used].map(there)).toEqual([true, true, true]);
  expect((await tickets.arrives(ticket.id, 'open')).channel).toBe(own.id);
});
