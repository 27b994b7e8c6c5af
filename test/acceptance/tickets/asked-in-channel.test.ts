import type { Member, ShownMessage } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FormDesk } from './form-desk.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** A form of all kinds that the ticket's channel asks, one question after the other. */
let tickets: TicketsStage;
let sam: Member;
let eve: Member;
let channel: string;
let message: ShownMessage;

beforeAll(async () => {
  tickets = await startTickets();
  ({ sam, eve } = tickets);
  const desk = await FormDesk.open(tickets, 'Support');
  await desk.add({ kind: 'Short text', label: 'Name', pattern: 'letters' });
  await desk.add({ kind: 'Number', label: 'Age', optional: true });
  await desk.add({ kind: 'Long text', label: 'Story' });
  await desk.add({ kind: 'Person', label: 'Helper', limits: '1..2' });
  await desk.add({ kind: 'Role', label: 'Team' });
  await desk.add({ kind: 'Channel', label: 'Place' });
  await desk.add({ kind: 'Files', label: 'Proof' });
  await desk.add({ kind: 'Order id', label: 'Order', optional: true });
  await desk.add({
    kind: 'Short text',
    label: 'Bought when',
    when: { question: 'Order', how: 'It was answered' },
  });
  await desk.click('Ask in the channel');
  ({ channel } = await tickets.open(eve));
  message = await eve.until(() =>
    eve
      .sees(channel)
      .messages.find(({ text, buttons }) => text.includes('Name') && buttons.includes('Answer')),
  );
});
afterAll(() => tickets?.stage.stop());

/** Answers with the form behind the button. */
const write = async (label: string, value: unknown) => {
  await eve.click('Answer', { on: message });
  return eve.submit({ [label]: value } as never);
};

test('what is typed in vain is told, and not lost', async () => {
  const wrong = await write('Name', '3velyn');
  expect(wrong.text).toContain('Write letters only');
  await eve.click('Answer', { on: message });
  expect(eve.modal?.field('Name').value).toBe('3velyn');
  await eve.submit({ Name: 'Evelyn' });
  expect(message.text).toContain('**Name**\nEvelyn');
});

test('what need not be answered is skipped, also after a crash, and one can go back to it', async () => {
  expect(message.buttons).toEqual(['Answer', 'Skip', 'Back']);
  await tickets.crash();
  await eve.click('Skip', { on: message });
  expect(message.text).toContain('Story');
  expect(message.buttons).not.toContain('Skip');
  await eve.click('Back', { on: message });
  await write('Age', '31');
  expect(message.text).toContain('**Age**\n31');
  await write('Story', 'It was\na long day');
});

test('people, roles and channels are chosen from menus', async () => {
  expect(message.selects).toEqual(['Helper']);
  await eve.select('Helper', [sam, tickets.tim] as never, { on: message });
  expect(message.text).toContain('@sam, @tim');
  await eve.select('Team', 'Support', { on: message });
  expect(message.text).toContain('@Support');
  await eve.select('Place', 'general', { on: message });
  expect(message.text).toContain('#general');
});

test('a file is sent and lies in the channel; with the last answer the form is done', async () => {
  await eve.click('Send files', { on: message });
  await eve.submit({ Proof: [{ name: 'proof.png', content: 'a picture' }] });
  expect(message.text).toContain('proof.png');
  await eve.click('Skip', { on: message });
  expect(message.buttons).toEqual(['Change an answer']);
  for (const answer of ['Evelyn', '31', 'a long day', '@sam, @tim', '@Support', '#general']) {
    expect(message.text).toContain(answer);
  }
  await sam.until('has answered all questions', { in: channel });
  await sam.until(() =>
    sam.sees(channel).messages.find(({ attachments }) => attachments[0]?.name === 'proof.png'),
  );
});

test('what is asked since an answer was changed is asked in the channel; nobody is told once more that all is answered', async () => {
  const list = await eve.click('Change an answer', { on: message });
  await eve.click('Next page', { on: list });
  await eve.select('Change an answer', 'Order', { on: list });
  const after = await eve.submit({ Order: 'A1' });
  expect(after.text).toContain('There are more questions now');
  await eve.until(() => message.buttons.includes('Answer'));
  expect(message.text).toContain('Bought when');
  expect(message.buttons).toEqual(['Answer', 'Change an answer']);
  await tickets.crash();
  await write('Bought when', 'On Monday');
  expect(message.text).toContain('**Bought when**\nOn Monday');
  expect(message.buttons).toEqual(['Change an answer', 'Look again']);
  const told = sam.sees(channel).messages.filter(({ text }) => text.includes('has answered all questions'));
  expect(told).toHaveLength(1);
});
