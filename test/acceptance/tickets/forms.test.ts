import type { Member, Reply } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FormDesk, type WrittenQuestion } from './form-desk.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** A form that is asked before a ticket is opened: written by an administrator, filled in by members. */
let tickets: TicketsStage;
let ada: Member;
let sam: Member;
let eve: Member;
let bob: Member;
let desk: FormDesk;

/** Twenty questions of every kind, most of them on one of two ways. */
const questions: readonly WrittenQuestion[] = [
  { kind: 'Choice', label: 'Matter', options: ['Bug', 'Idea'] },
  { kind: 'Short text', label: 'Where', when: { question: 'Matter', is: ['Bug'] } },
  { kind: 'Number', label: 'How often', limits: '1..99', when: { question: 'Matter', is: ['Bug'] } },
  { kind: 'Yes or no', label: 'Crash', when: { question: 'Matter', is: ['Bug'] } },
  { kind: 'Files', label: 'Log', limits: '1..2', when: { question: 'Crash', is: ['Yes'] } },
  { kind: 'Long text', label: 'Last words', optional: true, when: { question: 'Crash', is: ['Yes'] } },
  { kind: 'Short text', label: 'Version', pattern: '#.#*', when: { question: 'Matter', is: ['Bug'] } },
  {
    kind: 'Choice',
    label: 'Device',
    options: ['Phone', 'Computer'],
    when: { question: 'Matter', is: ['Bug'] },
  },
  { kind: 'Short text', label: 'Model', when: { question: 'Device', is: ['Phone'] } },
  { kind: 'Short text', label: 'System', when: { question: 'Device', is: ['Computer'] } },
  { kind: 'Short text', label: 'Title', when: { question: 'Matter', is: ['Idea'] } },
  { kind: 'Long text', label: 'Details', when: { question: 'Matter', is: ['Idea'] } },
  { kind: 'Person', label: 'Who helps', when: { question: 'Matter', is: ['Idea'] } },
  { kind: 'Role', label: 'For whom', when: { question: 'Matter', is: ['Idea'] } },
  { kind: 'Channel', label: 'Talked about in', when: { question: 'Matter', is: ['Idea'] } },
  { kind: 'Yes or no', label: 'Newsletter' },
  { kind: 'Short text', label: 'E-mail', pattern: 'email', when: { question: 'Newsletter', is: ['Yes'] } },
  { kind: 'Choice', label: 'Colours', options: ['Red', 'Green', 'Blue'], limits: '1..2', optional: true },
  { kind: 'Number', label: 'Age', optional: true },
  { kind: 'Long text', label: 'Anything else', optional: true },
];

beforeAll(async () => {
  tickets = await startTickets();
  ({ ada, sam, eve, bob } = tickets);
});
afterAll(() => tickets?.stage.stop());

/** The labels of the fields that somebody sees now. */
const fields = (person: Member) => person.modal?.fields.map(({ label }) => label);

const create = (person: Member): Promise<Reply> => person.slash('/ticket create', { type: 'Support' });

test('an administrator writes a form of twenty questions, some of them asked depending on others', async () => {
  desk = await FormDesk.open(tickets, 'Support');
  expect(desk.text).toContain('Nothing is asked yet');
  for (const question of questions) {
    await desk.add(question);
  }
  expect(desk.text).toContain('20. Anything else');
  await desk.click('Back a page');
  expect(desk.text).toContain('5. Log');
  expect(desk.text).toContain('only if “Crash” is answered with: Yes');

  await desk.choose('Crash');
  const kept = await desk.click('Remove');
  expect(kept.text).toContain('depends on this question');
}, 120_000);

test('what an administrator typed is not lost when it cannot be kept', async () => {
  const other = await FormDesk.open(tickets, 'Other');
  await other.click('Add a question');
  await ada.select('Kind of question', 'Choice');
  const refused = await ada.submit({ Question: 'Size', 'Choices, one on each line': 'Small' });
  expect(refused.text).toContain('A choice has 2 to 25 options');
  await ada.click('Correct it', { on: refused });
  expect(ada.modal?.field('Question').value).toBe('Size');
  const screen = await ada.submit({ 'Choices, one on each line': 'Small\nLarge' });
  expect(screen.text).toContain('4. Size');
});

test('a form of twenty questions with two ways is filled in, goes on after a crash half way, and loses nothing that was typed', async () => {
  await create(eve);
  expect(fields(eve)).toEqual(['Matter']);
  let step = await eve.submit({ Matter: 'Bug' });
  expect(step.ephemeral).toBe(true);
  await eve.click('Continue', { on: step });
  expect(fields(eve)).toEqual(['Where', 'How often', 'Crash']);
  step = await eve.submit({ Where: 'In the *lobby*', 'How often': 'very', Crash: 'Yes' });
  expect(step.text).toContain('**How often:** This is not a number');
  await eve.click('Correct it', { on: step });
  expect(eve.modal?.field('Where').value).toBe('In the *lobby*');
  step = await eve.submit({ 'How often': '7' });

  await tickets.crash();
  const again = await create(eve);
  expect(again.text).toContain('You began this form earlier');
  expect(again.text).toContain('In the \\*lobby\\*');
  // The message from before the crash works too.
  await eve.click('Continue', { on: step });
  expect(fields(eve)).toEqual(['Log', 'Last words', 'Version', 'Device']);
  step = await eve.submit({
    Log: [{ name: 'log.txt', content: 'it broke' }],
    Version: '2.14',
    Device: 'Phone',
  });
  await eve.click('Back', { on: step });
  expect(eve.modal?.field('Version').value).toBe('2.14');
  // Files that were sent are not sent again.
  expect(eve.modal?.field('Log')).toMatchObject({ required: false });
  step = await eve.submit({ Device: 'Computer' });
  await eve.click('Continue', { on: step });
  expect(fields(eve)).toEqual(['System', 'Newsletter']);
  step = await eve.submit({ System: 'Old', Newsletter: 'No' });
  await eve.click('Continue', { on: step });
  expect(fields(eve)).toEqual(['Colours', 'Age', 'Anything else']);
  const done = await eve.submit({ Colours: ['Red', 'Blue'] });
  await done.until('is ready');

  const ticket = (await tickets.tickets()).find(({ creator }) => creator === eve.id)!;
  const channel = tickets.guild.channel(ticket.channel!).name;
  await sam.until('Red, Blue', { in: channel });
  const shown = sam.sees(channel).message('Red, Blue')!.text;
  expect(shown).toContain('In the \\*lobby\\*');
  expect(shown).toContain('**How often**\n7');
  expect(shown).not.toContain('Model');
  // The file lies in the channel.
  const file = await sam.until(() =>
    sam.sees(channel).messages.find(({ attachments }) => attachments.length > 0),
  );
  expect(file.attachments[0]!.name).toBe('log.txt');
});

test('the other way of the form asks for people, roles and channels', async () => {
  await create(bob);
  await bob.click('Continue', { on: await bob.submit({ Matter: 'Idea' }) });
  expect(fields(bob)).toEqual(['Title', 'Details', 'Who helps', 'For whom', 'Talked about in']);
  const step = await bob.submit({
    Title: 'More',
    Details: 'Much more',
    'Who helps': [sam],
    'For whom': ['Support'],
    'Talked about in': ['general'],
  });
  expect(step.text).toContain('@sam');
  await bob.click('Continue', { on: step });
  expect(fields(bob)).toEqual(['Newsletter']);
  const last = await bob.submit({ Newsletter: 'Yes' });
  await bob.click('Continue', { on: last });
  const wrong = await bob.submit({ 'E-mail': 'bob' });
  expect(wrong.text).toContain('**E-mail:** This is not an e-mail address');

  // Thrown away, nothing is left of it: it begins anew.
  expect((await bob.click('Throw away', { on: wrong })).text).toContain('No ticket was opened');
  expect((await bob.click('Continue', { on: last }).catch(() => undefined))?.text ?? '').not.toContain(
    'Modal',
  );
  await create(bob);
  expect(fields(bob)).toEqual(['Matter']);
  bob.dismissModal();
  expect((await tickets.tickets()).some(({ creator }) => creator === bob.id)).toBe(false);
});

test('answers are read and changed later, by whoever opened the ticket and by staff, and staff see what was changed', async () => {
  const ticket = (await tickets.tickets()).find(({ creator }) => creator === eve.id)!;
  const place = { in: tickets.guild.channel(ticket.channel!).name };
  let list = await eve.slash('/ticket answers', {}, place);
  expect(list.text).toContain('Where: In the \\*lobby\\*');
  expect(list.buttons).not.toContain('What was changed');
  await eve.select('Change an answer', 'How often', { on: list });
  expect(eve.modal?.field('How often').value).toBe('7');
  const wrong = await eve.submit({ 'How often': '100' });
  expect(wrong.text).toContain('Write a number from 1 to 99');
  await eve.click('Correct it', { on: wrong });
  expect(eve.modal?.field('How often').value).toBe('100');
  list = await eve.submit({ 'How often': '8' });
  expect(list.text).toContain('How often: 8');
  await sam.until(() => sam.sees(place.in).messages.some(({ text }) => text.includes('**How often**\n8')));

  const staff = await sam.slash('/ticket answers', {}, place);
  const history = await sam.click('What was changed', { on: staff });
  expect(history.text).toMatch(/@eve.*How often/);
  expect(history.text).toMatch(/before: 7\nafter: 8/);

  await sam.slash('/ticket add', { who: bob }, place);
  await bob.until(() => bob.seesChannel(place.in));
  expect((await bob.slash('/ticket answers', {}, place)).text).toContain('Only staff and whoever opened');
  await sam.slash('/ticket close', { reason: 'done' }, place);
  await tickets.arrives(ticket.id, 'closed');
  const late = await eve.select('Change an answer', 'How often', { on: list });
  expect(late.text).toContain('This ticket is not open');
});

test('a changed form is asked of those who begin; whoever has begun goes on with theirs', async () => {
  const tim = tickets.tim;
  await create(tim);
  const step = await tim.submit({ Matter: 'Bug' });
  await desk.choose('Where');
  await desk.click('Remove');
  await tim.click('Continue', { on: step });
  expect(fields(tim)).toContain('Where');
  tim.dismissModal();
  await tim.click('Start over', { on: step });
  await tim.click('Continue', { on: await tim.submit({ Matter: 'Bug' }) });
  expect(fields(tim)).toEqual(['How often', 'Crash']);
});

test('texts, numbers and what was left out decide what is asked; what an answer hides later is not shown any more, and comes back with it', async () => {
  const refund = await FormDesk.open(tickets, 'Refund request');
  await refund.add({ kind: 'Number', label: 'How much', optional: true });
  await refund.add({ kind: 'Person', label: 'Who sold it', optional: true });
  const unsold = { question: 'Who sold it', how: 'It was left out' };
  await refund.add({ kind: 'Short text', label: 'Name of the shop', when: unsold });
  const bank = { question: 'Description', how: 'The answer contains …', is: ['bank', 'credit card'] };
  await refund.add({ kind: 'Short text', label: 'Which bank', when: bank });
  await refund.add({ kind: 'Short text', label: 'Who agreed' });
  const typed = await refund.askWhen({ question: 'How much', how: 'It is more than …', is: ['a lot'] });
  expect(typed.text).toContain('This is not a number');
  await ada.click('Change what I sent', { on: typed });
  const kept = await ada.submit({ 'How much': '100' });
  expect(kept.text).toContain('only if “How much” is more than 100');
  await refund.click('Back');
  const little = { question: 'How much', how: 'It is less than …', is: ['50'] };
  await refund.add({ kind: 'Short text', label: 'Who paid', pattern: 'letters', when: little });
  await refund.add({ kind: 'Short text', label: 'Who else', optional: true, when: little });
  await refund.choose('Which bank');
  expect(refund.text).toContain('only if the answer to “Description” contains: bank, credit card');
  expect(refund.text).toContain('only if “Who sold it” was left out');
  await refund.choose('Who sold it');
  const late = await refund.click('Down');
  expect(late.text).toContain('Name of the shop is asked depending on a question, so it must come after');

  const guest = tickets.guest();
  await guest.slash('/ticket create', { type: 'Refund request' });
  expect(fields(guest)).toEqual(['Subject', 'Order id', 'Description', 'How much', 'Who sold it']);
  let step = await guest.submit({
    Subject: 'Money',
    'Order id': 'B',
    Description: 'My BANK says no',
    'How much': '100,50',
  });
  await tickets.crash();
  await guest.click('Continue', { on: step });
  expect(fields(guest)).toEqual(['Name of the shop', 'Which bank', 'Who agreed']);
  step = await guest.submit({ 'Which bank': 'First', 'Who agreed': 'Tim', 'Name of the shop': 'Corner' });
  await step.until('is ready');

  const ticket = (await tickets.tickets()).find(({ creator }) => creator === guest.id)!;
  const place = { in: tickets.guild.channel(ticket.channel!).name };
  const list = await sam.slash('/ticket answers', {}, place);
  await sam.select('Change an answer', 'How much', { on: list });
  const less = await sam.submit({ 'How much': '20' });
  const summary = () => sam.sees(place.in).message('Which bank')?.text ?? '';
  await sam.until(() => summary().includes('**How much**\n20'));
  expect(summary()).not.toContain('Who agreed');
  expect(less.text).toContain('There are more questions now');
  // Whoever changed it is asked at once; what is not right is not lost.
  await tickets.crash();
  await sam.click('Continue', { on: less });
  expect(fields(sam)).toEqual(['Who paid', 'Who else']);
  const wrong = await sam.submit({ 'Who paid': '2nd Tim' });
  expect(wrong.text).toContain('**Who paid:** Write letters only');
  await sam.click('Correct it', { on: less });
  expect(sam.modal?.field('Who paid').value).toBe('2nd Tim');
  const more = await sam.submit({ 'Who paid': 'Tim' });
  expect(more.text).toContain('How much: 20');
  expect(more.text).not.toContain('There are more questions now');
  await sam.until(() => summary().includes('**Who paid**\nTim'));
  const history = await sam.click('What was changed', { on: less });
  expect(history.text).toMatch(/Who agreed\W+before: Tim\nafter: -/);
  const anew = await sam.slash('/ticket answers', {}, place);
  await sam.select('Change an answer', 'How much', { on: anew });
  await sam.submit({ 'How much': '200' });
  await sam.until(() => summary().includes('**Who agreed**\nTim'));
});

test('an administrator tries the form, and no ticket comes of it', async () => {
  const issue = await FormDesk.open(tickets, 'Product issue');
  const before = (await tickets.tickets()).length;
  await issue.click('Try it');
  expect(fields(ada)).toEqual(['Subject', 'Order id', 'Description']);
  const end = await ada.submit({ Subject: 'A', 'Order id': 'B', Description: 'C' });
  expect(end.text).toContain('This was the whole form');
  expect((await tickets.tickets()).length).toBe(before);
});
