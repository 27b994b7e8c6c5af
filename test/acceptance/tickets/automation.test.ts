import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTickets, type TicketsStage } from './tickets-stage.ts';
import { setRules } from './type-rules.ts';

/** What happens in tickets by itself: reminders, warnings, closing, calls, leaving, hours. */
let tickets: TicketsStage;
let ada: Member;
let sam: Member;
let tim: Member;

const minute = 60_000;
const hour = 60 * minute;

beforeAll(async () => {
  tickets = await startTickets({
    before: (stage) => stage.guild('Test').createRole('Boss') && undefined,
  });
  ({ ada, sam, tim } = tickets);
  await tickets.addType();
  await setRules(tickets, 'Support', {
    'When nobody answers': {
      remindAfter: '24h',
      warnBefore: '12h',
      closeAfter: '3d',
      onLeave: 'Staff are told, and it is closed later',
      leaveGrace: '2h',
    },
    'When staff do not answer': {
      pingAfter: '30m',
      escalateAfter: '1h',
      escalateRoles: tickets.guild.role('Boss'),
    },
  });
});
afterAll(() => tickets?.stage.stop());

/** A ticket of somebody who has none. */
async function opened() {
  const creator = tickets.guest();
  const { ticket } = await tickets.open(creator);
  const { channel: room } = await tickets.arrives(ticket.id, 'open');
  const channel = tickets.guild.channel(room!).name;
  await creator.until(() => creator.sees(channel).messages.length > 0);
  return { creator, ticket, channel };
}

const times = (who: Member, channel: string, text: string) =>
  who.sees(channel).messages.filter((message) => message.shows(text)).length;

/** Waits until the bot has written down that it did something in a ticket. */
const writtenDown = (ticket: string, kind: string) =>
  ada.until(async () => {
    const sql = 'select done_at from tickets__timer where ticket = ? and kind = ?';
    const [row] = await tickets.stage.database.rows<{ done_at: number | null }>(sql, ticket, kind);
    return row?.done_at;
  });

test('staff are called when nobody answers, then the heads are let in; an answer ends it', async () => {
  const { creator, channel } = await opened();
  const boss = tickets.guild.member('boss', { roles: ['Boss'] });
  await tickets.advance(31 * minute);
  await sam.until(() => sam.sees(channel).shows('nobody has answered yet'));
  expect(sam.sees(channel).message('nobody has answered yet')!.text).toContain('@Support');
  expect(boss.seesChannel(channel)).toBe(false);
  await tickets.advance(60 * minute);
  await boss.until(
    () => boss.seesChannel(channel) && boss.sees(channel).shows('You were added to this ticket'),
  );
  expect(boss.sees(channel).message('You were added')!.text).toContain('@Boss');
  sam.say('Here I am', { in: channel });
  creator.say('At last', { in: channel });
  await tickets.advance(3 * hour);
  expect(times(sam, channel, 'nobody has answered')).toBe(2);
});

/** Kills the bot once it has said something in a ticket and before it could write that down; starts it an hour later. */
async function diesAfter(who: Member, channel: string, text: string, ms: number): Promise<void> {
  const { faults } = tickets.stage.sandbox;
  const lost = faults.add({
    kind: 'rest',
    method: 'POST',
    route: '/channels/:channel_id/messages',
    drop: true,
    afterEffect: true,
  });
  await tickets.advance(ms);
  await who.until(() => times(who, channel, text) > 0);
  await tickets.stage.bot.kill9();
  faults.remove(lost);
  tickets.stage.clock.advance(hour);
  await tickets.stage.bot.start();
}

test('who does not answer is reminded, warned and closed, each once, also when the bot dies in between', async () => {
  const { creator, ticket, channel } = await opened();
  sam.say('Which order is it?', { in: channel });
  await diesAfter(creator, channel, 'Do you still need help?', 24 * hour + minute);
  await writtenDown(ticket.id, 'remind');
  await diesAfter(creator, channel, 'if you do not answer', 35 * hour);
  await writtenDown(ticket.id, 'warn');
  // The warning named a time, twelve hours after it was said: one of them the bot was away.
  await tickets.advance(10 * hour);
  expect((await tickets.arrives(ticket.id, 'open')).id).toBe(ticket.id);
  await tickets.advance(hour);
  await tickets.arrives(ticket.id, 'closed');
  await sam.until(() => times(sam, channel, 'closed by itself') === 1);
  expect(times(creator, channel, 'Do you still need help?')).toBe(1);
  expect(times(creator, channel, 'if you do not answer')).toBe(1);
});

test('a click says that a ticket is still needed', async () => {
  const { creator, ticket, channel } = await opened();
  sam.say('Anything else?', { in: channel });
  await tickets.advance(61 * hour);
  const warning = await creator.until(() => creator.sees(channel).message('if you do not answer'));
  expect((await creator.click('I still need help', { on: warning })).text).toContain('it stays open');
  await tickets.advance(48 * hour);
  expect((await tickets.arrives(ticket.id, 'open')).id).toBe(ticket.id);
});

test('an answer that came while the bot was away counts: nobody is closed for it', async () => {
  const { creator, ticket, channel } = await opened();
  sam.say('Which order is it?', { in: channel });
  await tickets.advance(61 * hour);
  await creator.until(() => creator.sees(channel).shows('if you do not answer'));
  await tickets.stage.bot.stop();
  creator.say('Number 7', { in: channel });
  tickets.stage.clock.advance(20 * hour);
  await tickets.stage.bot.start();
  await tickets.advance(minute);
  const activity = 'select * from tickets__activity where ticket = ?';
  await ada.until(async () => {
    const [row] = await tickets.stage.database.rows<{ guest_at: number | null }>(activity, ticket.id);
    return row?.guest_at;
  });
  expect((await tickets.arrives(ticket.id, 'open')).id).toBe(ticket.id);
  expect(times(creator, channel, 'closed by itself')).toBe(0);
});

test('when a creator leaves, staff are told and it is closed later; who comes back keeps the ticket', async () => {
  const gone = await opened();
  const back = await opened();
  tim.say('One moment', { in: back.channel });
  tim.say('One moment', { in: gone.channel });
  gone.creator.leaves();
  await sam.until(() => sam.sees(gone.channel).shows('has left the server. It is closed'));
  // This one leaves while nobody looks.
  await tickets.stage.bot.stop();
  back.creator.leaves();
  await tickets.stage.bot.start();
  await sam.until(() => sam.sees(back.channel).shows('has left the server. It is closed'));
  back.creator.joins(tickets.guild);
  await sam.until(() => sam.sees(back.channel).shows('is back on the server'));
  await tickets.advance(2 * hour + minute);
  await tickets.arrives(gone.ticket.id, 'closed');
  expect((await tickets.arrives(back.ticket.id, 'open')).id).toBe(back.ticket.id);
});

test('who left while their ticket was closed and nobody looked is told of when it is opened again; it stays open', async () => {
  const { creator, ticket, channel } = await opened();
  await sam.slash('/ticket close', { reason: 'done' }, { in: channel });
  await tickets.arrives(ticket.id, 'closed');
  await tickets.stage.bot.stop();
  creator.leaves();
  await tickets.stage.bot.start();
  await sam.slash('/ticket reopen', {}, { in: channel });
  const told = await sam.until(() => sam.sees(channel).message('has left the server'));
  expect(told.text).not.toContain('It is closed');
  await writtenDown(ticket.id, 'left');
  await tickets.advance(2 * hour + minute);
  expect((await tickets.arrives(ticket.id, 'open')).id).toBe(ticket.id);
});

test('hours are typed as people write them; outside of them nobody opens a ticket, or they are told', async () => {
  // Saturday, 15:00 in New York.
  await tickets.freezeAt('2031-11-22T20:00:00Z');
  const typed = await setRules(tickets, 'Support', { Hours: { hours: 'Mon-Fri 9-18' } });
  expect(typed).toContain('Mon-Fri 09:00-18:00');
  expect(await setRules(tickets, 'Support', { Hours: { hours: 'Monday until late' } })).toContain(
    'I cannot read “Monday until late” as hours',
  );
  await setRules(tickets, 'Support', { Hours: { outside: 'They cannot open one' } });
  const refused = await tickets.guild.member('weekender').slash('/ticket create', { type: 'Support' });
  expect(refused.text).toContain('Staff are back on');
  expect(refused.message!.content).toContain(`<t:${Date.parse('2031-11-24T14:00:00Z') / 1_000}:f>`);
  await setRules(tickets, 'Support', { Hours: { outside: 'They are told when staff are back' } });
  tickets.stage.clock.resume();
  const { creator, channel } = await opened();
  await creator.until(() => creator.sees(channel).shows('Nobody of staff is here right now'));
});
