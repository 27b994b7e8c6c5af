import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../../stage/feature-stage.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** The other side is asked before a ticket is closed. */
let tickets: TicketsStage;
let sam: Member;
let bob: Member;
let count = 0;

beforeAll(async () => {
  tickets = await startTickets();
  ({ sam, bob } = tickets);
  await tickets.addType();
}, 60_000);
afterAll(() => tickets?.stage.stop());

async function opened() {
  count += 1;
  const creator = tickets.guild.member(`guest${count}`);
  const { ticket, channel } = await tickets.open(creator);
  return { creator, ticket, channel };
}

/** The message with the question, as somebody sees it. */
const questionTo = (who: Member, channel: string) =>
  who.until(() => who.sees(channel).messages.find(({ buttons }) => buttons.includes('Yes, close it')));

test('the creator agrees and the ticket closes; somebody else is not asked', async () => {
  const { creator, ticket, channel } = await opened();
  await sam.slash('/ticket add', { who: bob }, { in: channel });
  await sam.slash('/ticket close-request', { reason: 'refund sent' }, { in: channel });
  const question = await questionTo(creator, channel);
  expect(question.text).toContain('refund sent');
  await bob.until(() => bob.seesChannel(channel));
  expect((await bob.click('Yes, close it', { on: question })).text).toContain(`@${creator.name} was asked`);
  expect((await creator.click('Yes, close it', { on: question })).text).toContain('closed this ticket');
  await tickets.arrives(ticket.id, 'closed');
  await sam.until(() => sam.sees(channel).shows('agreed.'), { timeout: 20_000 });
});

test('nobody answers: it closes when the time is up, though the bot was away in between', async () => {
  const { creator, ticket, channel } = await opened();
  await sam.slash('/ticket close-request', { after: '30m' }, { in: channel });
  await questionTo(creator, channel);
  await tickets.advance(minutes(20));
  await tickets.stage.bot.stop();
  await tickets.stage.bot.start();
  expect((await tickets.tickets()).find(({ id }) => id === ticket.id)!.state).toBe('open');
  await tickets.advance(minutes(11));
  await tickets.arrives(ticket.id, 'closed');
  await creator.until(() => creator.sees(channel).shows('Nobody answered in time'), { timeout: 20_000 });
});

test('who writes instead keeps it open, also while the bot is away', async () => {
  const { creator, ticket, channel } = await opened();
  await sam.slash('/ticket close-request', { after: '30m' }, { in: channel });
  await questionTo(creator, channel);
  await tickets.stage.bot.stop();
  creator.say('wait, one more thing', { in: channel });
  await tickets.stage.bot.start();
  await tickets.advance(minutes(31));
  await creator.until(() => creator.sees(channel).shows('There is more to say'), { timeout: 20_000 });
  expect((await tickets.tickets()).find(({ id }) => id === ticket.id)!.state).toBe('open');
});

test('the creator asks staff, who say no', async () => {
  const { creator, channel } = await opened();
  const sent = await creator.slash('/ticket close-request', {}, { in: channel });
  expect(sent.text).toContain('Staff are asked');
  const question = await questionTo(sam, channel);
  expect((await creator.click('Yes, close it', { on: question })).text).toContain('Staff were asked');
  expect((await sam.click('No, keep it open', { on: question })).text).toContain(
    'wants this ticket to stay open',
  );
  const wrong = await sam.slash('/ticket close-request', { after: 'soon' }, { in: channel });
  expect(wrong.text).toContain('Write a time from 5 minutes');
});
