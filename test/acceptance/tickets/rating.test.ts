import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTickets, type TicketsStage } from './tickets-stage.ts';
import { setRules } from './type-rules.ts';

/** What creators of tickets are asked when they are closed, and who sees it. */
let tickets: TicketsStage;
let sam: Member;
let eve: Member;

beforeAll(async () => {
  tickets = await startTickets({ channels: ['general', 'log'] });
  ({ sam, eve } = tickets);
  await tickets.addType();
  await tickets.choose('logChannel', 'log');
  await setRules(tickets, 'Support', { Rating: { askRating: 'on' } });
});
afterAll(() => tickets?.stage.stop());

async function closed(creator: Member) {
  const { ticket } = await tickets.open(creator);
  const { channel: room } = await tickets.arrives(ticket.id, 'open');
  const channel = tickets.guild.channel(room!).name;
  await sam.slash('/ticket claim', {}, { in: channel });
  await sam.slash('/ticket close', { reason: 'done' }, { in: channel });
  await tickets.arrives(ticket.id, 'closed');
  return { ticket, channel };
}

test('the creator is asked by direct message, rates with a comment, and changes it; staff read it in the log', async () => {
  await closed(eve);
  const dms = () => eve.dms(tickets.stage.account);
  const question = await eve.until(() => dms().message('How did we do?'));
  expect(question.buttons).toEqual(['⭐ 1', '⭐ 2', '⭐ 3', '⭐ 4', '⭐ 5']);
  await eve.click('2', { on: question });
  const log = await sam.until(() => sam.sees('log').message('@eve rated ticket'));
  expect(log.text).toContain('⭐⭐ (staff: @sam)');
  // Buttons work for ever: also after a crash.
  await tickets.crash();
  const thanks = dms().message('Thank you for rating')!;
  await eve.click('Add a comment', { on: thanks });
  await eve.submit({ comment: 'Slow, but kind' });
  await eve.click('4', { on: dms().message('Thank you for rating')! });
  await sam.until(() => sam.sees('log').message('@eve rated ticket')?.shows('⭐⭐⭐⭐'));
  expect(sam.sees('log').message('@eve rated ticket')!.text).toContain('Slow, but kind');
  expect(sam.sees('log').messages.filter((message) => message.shows('rated ticket'))).toHaveLength(1);
  const asked = ['How did we do?', 'Thank you for rating'];
  expect(dms().messages.filter((message) => asked.some((text) => message.shows(text)))).toHaveLength(1);
});

test('who takes no direct messages is asked in the channel; nobody else can answer for them', async () => {
  const dora = tickets.guild.member('dora');
  dora.closeDms();
  const { channel } = await closed(dora);
  const question = await dora.until(() => dora.sees(channel).message('How did we do?'));
  expect((await sam.click('1', { on: question })).text).toContain('Only the one who opened this ticket');
  await dora.click('5', { on: question });
  await sam.until(() => sam.sees('log').shows('@dora rated ticket'));
  expect(dora.sees(channel).shows('Thank you for rating')).toBe(true);
});

test('after two weeks a rating is what it is', async () => {
  const finn = tickets.guild.member('finn');
  await closed(finn);
  const dms = () => finn.dms(tickets.stage.account);
  const question = await finn.until(() => dms().message('How did we do?'));
  await tickets.advance(15 * 24 * 60 * 60_000);
  expect((await finn.click('5', { on: question })).text).toContain('That time is over');
});
