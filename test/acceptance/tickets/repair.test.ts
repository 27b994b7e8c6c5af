import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deleteMessages } from '../../../sandbox/discord/state/messages.ts';
import { minutes } from '../../stage/feature-stage.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** What becomes of tickets when Discord is changed beside the bot, while it looks and while it is away. */
let tickets: TicketsStage;
let sam: Member;
let bob: Member;

beforeAll(async () => {
  tickets = await startTickets();
  ({ sam, bob } = tickets);
  const staff = tickets.guild.role('Support');
  await tickets.ada.slash('/ticket-types', { template: 'Support', staff });
});
afterAll(() => tickets?.stage.stop());

/** A ticket of somebody who has none. */
async function opened() {
  const creator = tickets.guest();
  const { ticket, channel } = await tickets.open(creator);
  await creator.until(() => creator.sees(channel).messages.length > 0);
  return { creator, ticket, channel };
}

test('a channel that is deleted by hand ends its ticket, and its creator can open another', async () => {
  const { creator, ticket, channel } = await opened();
  tickets.guild.deleteChannel(channel);
  await tickets.arrives(ticket.id, 'deleted');
  expect((await tickets.open(creator)).reply.text).toContain('is ready');
});

test('the same while the bot is away', async () => {
  const { ticket, channel } = await opened();
  const other = await opened();
  await tickets.stage.bot.stop();
  tickets.guild.deleteChannel(channel);
  await tickets.stage.bot.start();
  await tickets.arrives(ticket.id, 'deleted');
  expect((await tickets.arrives(other.ticket.id, 'open')).problem).toBeNull();
});

test('the message of a ticket that is deleted comes back, with buttons that work', async () => {
  const { channel, ticket } = await opened();
  const [message] = sam.sees(channel).messages;
  tickets.ada.deletes(message!);
  const again = await sam.until(() => sam.sees(channel).messages.find(({ id }) => id !== message!.id));
  await sam.click('Close', { on: again });
  expect((await sam.submit({ reason: 'done here' })).text).toContain('@sam closed this ticket');
  await sam.until(() => sam.sees(channel).shows('Reason: done here'));
  await tickets.arrives(ticket.id, 'closed');
});

test('messages that go while the bot is away, or many at once, come back with buttons that work', async () => {
  const { channel, ticket, creator } = await opened();
  const room = tickets.guild.channel(channel);
  await sam.slash('/ticket close-request', { reason: 'refund sent' }, { in: channel });
  const all = () => {
    const { messages } = sam.sees(channel);
    const control = messages.find(({ buttons }) => buttons.includes('Close'));
    const question = messages.find(({ buttons }) => buttons.includes('Yes, close it'));
    return control && question && { control, question };
  };
  const first = await sam.until(all);
  await tickets.stage.bot.stop();
  tickets.ada.deletes(first.control);
  tickets.ada.deletes(first.question);
  await tickets.stage.bot.start();
  const second = await sam.until(all);

  sam.say('and a word', { in: channel });
  deleteMessages(tickets.stage.sandbox.world, room, [...room.messages.values()]);
  const third = await sam.until(all);
  expect(new Set([first, second, third].map(({ question }) => question.id)).size).toBe(3);
  expect((await creator.click('Yes, close it', { on: third.question })).text).toContain('closed this ticket');
  await tickets.arrives(ticket.id, 'closed');
  await sam.until(() => sam.sees(channel).messages.some(({ buttons }) => buttons.includes('Open again')));
  const answered = await sam.until(() => sam.sees(channel).message('agreed.'));
  // Nobody needs the question any more.
  tickets.ada.deletes(answered);
  await tickets.crash();
  await tickets.advance(minutes(11));
  expect(sam.sees(channel).shows('asks whether')).toBe(false);
});

test('who may see a channel is put right when it is changed by hand', async () => {
  const { channel, creator } = await opened();
  expect(bob.seesChannel(channel)).toBe(false);
  tickets.guild.setOverwrites(channel, { bob: { allow: ['ViewChannel'] } });
  expect(bob.seesChannel(channel)).toBe(true);
  await bob.until(() => !bob.seesChannel(channel));
  expect([creator, sam].every((one) => one.seesChannel(channel))).toBe(true);
});

test('a role of staff that is deleted leaves the tickets in order', async () => {
  const { ticket, channel } = await opened();
  tickets.guild.deleteRole('Support');
  await tickets.ada.slash('/ticket add', { who: bob }, { in: channel });
  await bob.until(() => bob.seesChannel(channel));
  expect((await tickets.arrives(ticket.id, 'open')).problem).toBeNull();
});
