import type { Member } from '@guildhall/sandbox';
import { ChannelType } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { days, minutes, seconds } from '../../stage/feature-stage.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** Tickets that are private threads in #help. */
let tickets: TicketsStage;
let ada: Member;
let sam: Member;
let tim: Member;
let bob: Member;

beforeAll(async () => {
  tickets = await startTickets({ channels: ['help', 'other'] });
  ({ ada, sam, tim, bob } = tickets);
  await tickets.addType({ threads: tickets.guild.channel('help') });
});
afterAll(() => tickets?.stage.stop());

/** A ticket of somebody who has none, with staff in its thread. */
async function opened() {
  const creator = tickets.guest();
  const { ticket, channel, reply } = await tickets.open(creator);
  await sam.until(() => sam.seesChannel(channel) && sam.sees(channel).messages.length > 0);
  return { creator, ticket, channel, reply };
}

const thread = (channel: string) => tickets.guild.channel(channel).thread!;
/** A closed thread is archived a moment after the last that is written in it, which begins the moment anew. */
const asleep = async (channel: string) => {
  for (let round = 0; round < 10 && !thread(channel).archived; round += 1) {
    await tickets.advance(seconds(16));
    await ada.until(() => thread(channel).archived, { timeout: 2_000 }).catch(() => {});
  }
  expect(thread(channel).archived).toBe(true);
};
const archived = async (id: string, channel: string) => {
  await tickets.arrives(id, 'closed');
  await asleep(channel);
  expect(thread(channel).locked).toBe(true);
};

test('a ticket is a private thread: its creator and staff are in it, nobody else sees it', async () => {
  const { creator, reply, channel } = await opened();
  expect(reply.text).toContain('is ready: #ticket-0001');
  expect(tickets.guild.channel(channel).type).toBe(ChannelType.PrivateThread);
  expect(creator.sees(channel).shows('Tell us what you need')).toBe(true);
  await tim.until(() => tim.seesChannel(channel));
  expect(bob.seesChannel(channel)).toBe(false);
  expect(creator.say('hello', { in: channel }).text).toBe('hello');
});

test('it is called ready when its creator has been let in, not before', async () => {
  const held = tickets.hold('PUT', '/channels/:channel_id/thread-members/:user_id');
  const creator = tickets.guest();
  const reply = await creator.slash('/ticket create', { type: 'Support' });
  await held.struck();
  await reply.until('is being made');
  held.letGo();
  await reply.until('is ready');
  const channel = reply.text.match(/#(ticket-\d+)/)![1]!;
  expect(creator.seesChannel(channel)).toBe(true);
  expect(creator.say('hello', { in: channel }).text).toBe('hello');
});

test('staff claim, add, close, open again and delete; whoever was added comes in, and leaves when taken out', async () => {
  const { creator, ticket, channel } = await opened();
  const message = sam.sees(channel).messages.find(({ buttons }) => buttons.includes('Claim'))!;
  expect((await sam.click('Claim', { on: message })).text).toContain('@sam takes care of this ticket now');
  await sam.slash('/ticket add', { who: bob }, { in: channel });
  await bob.until(() => bob.seesChannel(channel));

  await sam.slash('/ticket close', { reason: 'solved' }, { in: channel });
  await archived(ticket.id, channel);
  await sam.until(() => sam.sees(channel).shows('Reason: solved'));
  expect([creator, bob].every((one) => one.seesChannel(channel))).toBe(true);
  expect(() => creator.say('hello', { in: channel })).toThrow('locked');

  const closed = await sam.until(() =>
    sam.sees(channel).messages.find(({ buttons }) => buttons.includes('Open again')),
  );
  await sam.click('Open again', { on: closed });
  await tickets.arrives(ticket.id, 'open');
  await ada.until(() => !thread(channel).locked && !thread(channel).archived);
  expect(bob.say('hello', { in: channel }).text).toBe('hello');

  await sam.slash('/ticket remove', { who: bob }, { in: channel });
  await bob.until(() => !bob.seesChannel(channel));
  const asked = await sam.slash('/ticket delete', {}, { in: channel });
  await sam.click('Delete for good', { on: asked });
  await tickets.arrives(ticket.id, 'deleted');
  expect(creator.seesChannel(channel)).toBe(false);
});

test('a thread that Discord archives while its ticket is open wakes up; a closed one goes back to sleep', async () => {
  const { creator, ticket, channel } = await opened();
  await tickets.advance(days(8));
  // The local Discord looks at idle threads when somebody asks for them.
  await sam.slash('/ticket claim', {}, { in: channel }).catch(() => {});
  await ada.until(() => !thread(channel).archived);
  expect(creator.say('still there', { in: channel }).text).toBe('still there');
  await sam.slash('/ticket close', { reason: 'done' }, { in: channel });
  await archived(ticket.id, channel);
  await sam.slash('/ticket add', { who: bob }, { in: channel });
  await bob.until(() => bob.seesChannel(channel));
  await asleep(channel);
});

test('who is in the thread is put right: strangers leave, those who take part come back', async () => {
  const { creator, channel } = await opened();
  creator.leaves();
  expect(thread(channel).members.has(creator.id)).toBe(false);
  creator.joins();
  await creator.until(() => creator.seesChannel(channel));

  await tim.until(() => tim.seesChannel(channel));
  tim.takeRole('Support');
  await ada.until(() => !tim.seesChannel(channel));
  tim.giveRole('Support');
  await tim.until(() => tim.seesChannel(channel));
});

test('a thread that is deleted by hand ends its ticket, also with its channel and while the bot is away', async () => {
  const one = await opened();
  tickets.guild.deleteChannel(one.channel);
  await tickets.arrives(one.ticket.id, 'deleted');
  const two = await opened();
  const three = await opened();
  await tickets.stage.bot.stop();
  tickets.guild.deleteChannel(two.channel);
  await tickets.stage.bot.start();
  await tickets.arrives(two.ticket.id, 'deleted');
  tickets.guild.deleteChannel('help');
  await tickets.arrives(three.ticket.id, 'deleted');
  const { reply, channel } = await tickets.open(one.creator);
  expect(reply.text).toContain('is ready');
  expect(tickets.guild.channel(tickets.guild.channel(channel).parentId!).name).toBe('other');
});

test('staff of whom the bot has heard nothing since it was started are let in', async () => {
  await tickets.crash();
  await ada.until(() => ada.commands().includes('/ticket create'));
  const { channel } = await opened();
  const control = await tim.until('Tell us what you need', { in: channel });
  expect(control.buttons).toContain('Claim');
});

test('in a server with all active threads that it can have, those of closed tickets make room; else people are told, and the ticket is made when there is some', async () => {
  const { record } = tickets.guild;
  const isActive = (channel: { thread?: { archived: boolean } }) => channel.thread?.archived === false;
  const old = await opened();
  const others: string[] = [];
  for (let active = [...record.channels.values()].filter(isActive).length; active < 1_000; active += 1) {
    others.push(ada.startsThread('other', `talk ${active}`, 'hello').id);
  }
  await sam.slash('/ticket close', { reason: 'done' }, { in: old.channel });
  await tickets.arrives(old.ticket.id, 'closed');
  const { reply } = await opened();
  expect(reply.text).toContain('is ready');
  expect(thread(old.channel).archived).toBe(true);

  const guest = tickets.guild.member('latecomer');
  const told = await guest.slash('/ticket create', { type: 'Support' });
  await told.until('Staff have been told');
  const forStaff = await tim.slash('/ticket create', { type: 'Support' });
  await forStaff.until('The server has 1,000 active threads');
  // Nobody clicks again, and no time passes.
  for (const other of others.slice(0, 2)) {
    tickets.guild.deleteChannel(other);
  }
  await told.until('is ready');
  await forStaff.until('is ready');
  const waited = (await tickets.tickets()).filter(({ creator }) => [guest.id, tim.id].includes(creator));
  expect(waited.map(({ state, problem }) => [state, problem])).toEqual([
    ['open', null],
    ['open', null],
  ]);

  // A closed ticket in a thread that sleeps changes while there is no room to wake it: it waits, and shows it then.
  await sam.slash('/ticket label', { add: 'refund' }, { in: old.channel });
  const sql = "select state from host__job where plugin = 'tickets' and name = 'show-control'";
  const drawing = async () => (await tickets.stage.database.rows<{ state: string }>(sql))[0]?.state;
  for (let round = 0; round < 2; round += 1) {
    await ada.until(async () => (await drawing()) === 'waiting');
    await tickets.advance(minutes(5));
  }
  expect(tim.sees(old.channel).shows('refund')).toBe(false);
  tickets.guild.deleteChannel(others[2]!);
  await tickets.advance(minutes(5));
  await tim.until(() => tim.sees(old.channel).shows('refund'));
  expect((await tickets.stage.bot.status()).jobs.parked).toBe(0);
});
