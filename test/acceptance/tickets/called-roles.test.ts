import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../../stage/feature-stage.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';
import { setRules } from './type-rules.ts';

/** A role that is called to a ticket because nobody of its staff answers: it works on that ticket, and on no other. */
let tickets: TicketsStage;
let boss: Member;

beforeAll(async () => {
  tickets = await startTickets({
    before: (stage) => stage.guild('Test').createRole('Boss') && undefined,
  });
  boss = tickets.guild.member('boss', { roles: ['Boss'] });
  await tickets.addType();
  const escalateRoles = tickets.guild.role('Boss');
  await setRules(tickets, 'Support', {
    'When staff do not answer': { pingAfter: '30m', escalateAfter: '1h', escalateRoles },
  });
});
afterAll(() => tickets?.stage.stop());

test('whoever is called answers, claims and closes, and finds the ticket in their list', async () => {
  const { ada, bob, eve } = tickets;
  const { ticket, channel } = await tickets.open(bob);
  const control = await bob.until(() =>
    bob.sees(channel).messages.find(({ buttons }) => buttons.includes('Claim')),
  );
  expect((await boss.slash('/ticket list')).text).not.toContain(channel);
  await tickets.advance(minutes(91));
  await boss.until(() => boss.seesChannel(channel) && boss.sees(channel).shows('You were added'));
  // One that is opened later is not theirs.
  const other = await tickets.open(eve);

  boss.say('I am here', { in: channel });
  const answered = 'select first_answer_by from tickets__ticket where id = ? and first_answer_by is not null';
  const first = await ada.until(
    async () => (await tickets.stage.database.rows<{ first_answer_by: string }>(answered, ticket.id))[0],
  );
  expect(first.first_answer_by).toBe(boss.id);
  const list = (await boss.slash('/ticket list')).text;
  expect([list.includes(channel), list.includes(other.channel)]).toEqual([true, false]);

  const claimed = await boss.click('Claim', { on: control });
  expect(claimed.text).toContain('@boss takes care of this ticket now');
  const noted = await boss.slash('/ticket note', { text: 'Their parcel is lost' }, { in: channel });
  expect(noted.text).toContain('Their parcel is lost');
  await boss.slash('/ticket close', { reason: 'sent again' }, { in: channel });
  await tickets.arrives(ticket.id, 'closed');
  expect(boss.say('Done', { in: channel }).text).toBe('Done');
});
