import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../../stage/feature-stage.ts';
import { switchSetting } from '../../stage/settings-screen.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** The other side is asked before a ticket is closed. */
let tickets: TicketsStage;
let sam: Member;
let bob: Member;

beforeAll(async () => {
  tickets = await startTickets();
  ({ sam, bob } = tickets);
  await tickets.addType();
});
afterAll(() => tickets?.stage.stop());

async function opened() {
  const creator = tickets.guest();
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
  await sam.until(() => sam.sees(channel).shows('agreed.'));
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
  await creator.until(() => creator.sees(channel).shows('Nobody answered in time'));
});

test('who writes instead keeps it open, also while the bot is away', async () => {
  const { creator, ticket, channel } = await opened();
  await sam.slash('/ticket close-request', { after: '30m' }, { in: channel });
  await questionTo(creator, channel);
  await tickets.stage.bot.stop();
  creator.say('wait, one more thing', { in: channel });
  await tickets.stage.bot.start();
  await tickets.advance(minutes(31));
  await creator.until(() => creator.sees(channel).shows('There is more to say'));
  expect((await tickets.tickets()).find(({ id }) => id === ticket.id)!.state).toBe('open');
});

test('what was written while the bot was away is known when it is back: a first answer, and one to a close request', async () => {
  const unanswered = await opened();
  const { creator, ticket, channel } = await opened();
  await sam.slash('/ticket close-request', {}, { in: channel });
  await questionTo(creator, channel);
  await tickets.stage.bot.stop();
  sam.say('How can I help?', { in: unanswered.channel });
  creator.say('one more thing', { in: channel });
  const saidBy = tickets.stage.clock.now();
  tickets.stage.clock.advance(minutes(90));
  await tickets.stage.bot.start();
  await creator.until(() => creator.sees(channel).shows('There is more to say'));
  const first = await tickets.ada.until(async () => {
    const sql = 'select first_answer_at, first_answer_by from tickets__ticket where id = ?';
    const [row] = await tickets.stage.database.rows<{
      first_answer_at: number | null;
      first_answer_by: string;
    }>(sql, unanswered.ticket.id);
    return row?.first_answer_at ? row : undefined;
  });
  expect(first.first_answer_by).toBe(sam.id);
  expect(first.first_answer_at).toBeLessThanOrEqual(saidBy + minutes(1));
  expect((await tickets.arrives(ticket.id, 'open')).id).toBe(ticket.id);
});

test('while nobody can look for an answer, nothing is closed; it is found when somebody can', async () => {
  const { creator, ticket, channel } = await opened();
  await sam.slash('/ticket close-request', { after: '30m' }, { in: channel });
  await questionTo(creator, channel);
  await tickets.stage.bot.stop();
  creator.say('wait for me', { in: channel });
  const { faults } = tickets.stage.sandbox;
  const blind = faults.add({
    kind: 'rest',
    method: 'GET',
    route: '/channels/:channel_id/messages',
    status: 403,
    code: 50001,
  });
  await tickets.stage.bot.start();
  await tickets.advance(minutes(31));
  await tickets.ada.until(async () => {
    const sql = 'select run_at from host__job where "key" = ?';
    const [job] = await tickets.stage.database.rows<{ run_at: number }>(sql, `close-asked:${ticket.id}`);
    return job && job.run_at > tickets.stage.clock.now();
  });
  expect((await tickets.arrives(ticket.id, 'open')).id).toBe(ticket.id);
  faults.remove(blind);
  await tickets.advance(minutes(61));
  await creator.until(() => creator.sees(channel).shows('There is more to say'));
  expect((await tickets.arrives(ticket.id, 'open')).id).toBe(ticket.id);
});

test('where members do not close tickets, the time they name closes none: it waits for staff', async () => {
  const { creator, ticket, channel } = await opened();
  const late = await opened();
  await late.creator.slash('/ticket close-request', { after: '5m' }, { in: late.channel });
  await switchSetting(tickets.ada, 'tickets', 'creatorCloses', 'off');
  const sent = await creator.slash('/ticket close-request', { after: '5m' }, { in: channel });
  expect(sent.text).toContain('it waits for their answer');
  await questionTo(sam, channel);
  await tickets.advance(minutes(6));
  const question = await questionTo(sam, late.channel);
  await sam.until(() => !question.text.includes('if nobody answers'));
  for (const { id } of [ticket, late.ticket]) {
    expect((await tickets.arrives(id, 'open')).id).toBe(id);
  }
  await switchSetting(tickets.ada, 'tickets', 'creatorCloses', 'on');
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
