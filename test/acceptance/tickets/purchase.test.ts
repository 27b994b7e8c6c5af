import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** The template Purchase, whose questions are asked in the ticket's channel. */
let tickets: TicketsStage;
let sam: Member;
let eve: Member;
let bob: Member;
let channel: string;

beforeAll(async () => {
  tickets = await startTickets();
  ({ sam, eve, bob } = tickets);
  const staff = tickets.guild.role('Support');
  await tickets.ada.slash('/ticket-types', { template: 'Purchase', staff });
});
afterAll(() => tickets?.stage.stop());

/** The message that asks. */
const asking = () =>
  eve.until(() => eve.sees(channel).messages.find(({ text }) => /Which country|Canada/.test(text)));

test('the channel asks: the country by buttons, one question after the other', async () => {
  ({ channel } = await tickets.open(eve, 'Purchase'));
  const message = await asking();
  expect(message.buttons).toEqual(['Canada', 'US']);
  await eve.click('Canada', { on: message });
  expect(message.text).toContain('Do you have a link to your group?');
  expect(message.text).toContain('**Which country are you in?**\nCanada');
  expect(message.buttons).toEqual(['Yes', 'No', 'Back']);
});

test('one can go back, also after a crash', async () => {
  await tickets.crash();
  const message = await asking();
  await eve.click('Back', { on: message });
  expect(message.buttons).toEqual(['Canada', 'US']);
  await eve.click('US', { on: message });
  await eve.click('Yes', { on: message });
  expect(message.selects).toEqual(['How would you like to pay?']);
});

test('only whoever opened the ticket and staff answer', async () => {
  const message = await asking();
  await sam.slash('/ticket add', { who: bob }, { in: channel });
  await bob.until(() => bob.seesChannel(channel));
  const refused = await bob.select('How would you like to pay?', 'Bitcoin', { on: message });
  expect(refused.text).toContain('Only staff and whoever opened this ticket');
  expect(message.selects).toEqual(['How would you like to pay?']);
});

test('with the last answer the message is the summary, and staff are pinged once', async () => {
  const message = await asking();
  await eve.select('How would you like to pay?', 'PayPal', { on: message });
  expect(message.text).toContain('**Which country are you in?**\nUS');
  expect(message.text).toContain('link to your group?**\nYes');
  expect(message.text).toContain('like to pay?**\nPayPal');
  expect(message.buttons).toEqual(['Change an answer']);
  const ping = await sam.until('has answered all questions', { in: channel });
  expect(ping.text).toContain('@Support');
  expect(ping.record.mentionRoles).toContain(tickets.guild.role('Support').id);

  // A click on what was a button before changes nothing.
  await tickets.crash();
  await sam.until(() => sam.sees(channel).messages.length > 0);
  const pings = () => sam.sees(channel).messages.filter(({ text }) => text.includes('has answered all'));
  expect(pings()).toHaveLength(1);
});

test('the message comes back when somebody deletes it', async () => {
  const message = await asking();
  tickets.ada.deletes(message);
  const again = await eve.until(() =>
    eve.sees(channel).messages.find(({ id, text }) => id !== message.id && text.includes('PayPal')),
  );
  expect((await eve.click('Change an answer', { on: again })).text).toContain('Answers in ticket');
});
