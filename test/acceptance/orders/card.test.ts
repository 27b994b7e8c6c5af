import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OrdersStage, startOrders } from './orders-stage.ts';

/** The card of an order: its buttons and forms lead it to its end, also after a restart, and never by surprise. */
let orders: OrdersStage;
let sam: Member;
let tim: Member;

beforeAll(async () => {
  orders = await startOrders();
  ({ sam, tim } = orders);
});
afterAll(() => orders?.stage.stop());

test('an order goes from step to step by its buttons, to its end, and back', async () => {
  const id = await orders.make();
  const card = await sam.slash('/order view', { id });
  expect(card.ephemeral).toBe(true);
  expect(card.message!.buttons).toEqual([
    'Next: In progress',
    'Complete',
    'Cancel order',
    'I work on it',
    'Note',
    'Edit',
    'History',
  ]);
  expect((await sam.click('Next: In progress', { on: card })).text).toMatch(
    /is on another step[\s\S]*Status: In progress/,
  );
  await sam.click('Next: Waiting for customer', { on: card });
  await sam.click('Next: Ready', { on: card });
  expect(card.message!.buttons).not.toContain('Next: Ready');
  expect((await sam.click('I work on it', { on: card })).text).toContain('Who works on it: @sam');

  await sam.click('Note', { on: card });
  expect((await sam.submit({ Note: 'The roof is *missing*' })).text).toMatch(
    /Your note .* is saved[\s\S]*Note: The roof is \\\*missing\\\*\n-# @sam/,
  );

  expect((await sam.click('Complete', { on: card })).text).toMatch(/is completed[\s\S]*Status: Completed/);
  expect(card.message!.buttons).toEqual(['Open again', 'Note', 'History']);
  expect((await sam.click('Open again', { on: card })).text).toContain('Status: Ready');

  const form = await sam.click('Cancel order', { on: card });
  expect(form.modal!.text).toContain('The customer can read the reason.');
  await sam.submit({ 'Reason (you can leave it out)': 'No wood' });
  expect(card.text).toMatch(/is cancelled[\s\S]*Status: Cancelled[\s\S]*Reason: No wood/);
  expect(await orders.order(id)).toMatchObject({ state: 'cancelled', step: 'ready', assignee: sam.id });
});

test('a button of an old card does nothing that nobody expects', async () => {
  const id = await orders.make();
  const card = await sam.slash('/order view', { id });
  await tim.slash('/order status', { id, status: 'Waiting for customer' });
  expect((await sam.click('Next: In progress', { on: card })).text).toContain(
    `Somebody has put order \`${id}\` on another step in the meantime`,
  );
  expect(await orders.order(id)).toMatchObject({ step: 'waiting' });

  await tim.slash('/order complete', { id });
  for (const button of ['Complete', 'Cancel order']) {
    const told = await sam.click(button, { on: card });
    expect(told.modal).toBeUndefined();
    expect(told.text).toContain('is completed already, by @tim');
  }
  expect((await sam.click('I work on it', { on: card })).text).toContain('is closed. Open it again');
  expect(await orders.order(id)).toMatchObject({ state: 'completed', version: 3 });
});

test('who may is checked when the button is clicked, on all that staff had open', async () => {
  const kim = orders.guild.member('kim', { roles: ['Staff'] });
  await kim.until(() => kim.commands().includes('/order view'));
  const id = await orders.make();
  const card = await kim.slash('/order view', { id });
  const closed = await orders.make();
  await sam.slash('/order complete', { id: closed });
  const closedCard = await kim.slash('/order view', { id: closed });
  const history = await kim.slash('/order history', { id });
  const numbers = await kim.slash('/order stats');
  await kim.click('Note', { on: card });
  kim.takeRole('Staff');
  const refused = [await kim.submit({ Note: 'x' })];
  for (const open of [card, closedCard, history, numbers]) {
    expect(open.buttons.length).toBeGreaterThan(0);
    for (const button of open.buttons.filter((label) => !open.message!.button(label)?.disabled)) {
      refused.push(await kim.click(button, { on: open }));
    }
  }
  expect(refused.length).toBeGreaterThan(12);
  for (const { text, modal } of refused) {
    expect(modal).toBeUndefined();
    expect(text).toContain('You are not allowed to do this');
    expect(text).not.toContain(id);
  }
  expect(await orders.order(id)).toMatchObject({ state: 'open', version: 1 });
  expect(await orders.order(closed)).toMatchObject({ state: 'completed' });
});

test('all buttons, and a form that stood open, work after a restart', async () => {
  const id = await orders.make();
  const card = await sam.slash('/order view', { id });
  const other = await sam.slash('/order view', { id });
  await sam.click('Note', { on: other });
  await orders.crash();
  expect((await sam.submit({ Note: 'Written before the power cut' })).text).toContain('before the power cut');
  expect((await sam.click('Next: In progress', { on: card })).text).toContain('Status: In progress');
  expect((await sam.click('History', { on: card })).text).toContain('put it from Received to In progress');
  expect((await sam.click('Back to the order', { on: card })).text).toContain('Status: In progress');
  expect((await sam.click('Complete', { on: card })).text).toContain('Status: Completed');
});

test('the history tells everything that happened, page by page', async () => {
  const id = await orders.make({ price: '25' });
  await sam.slash('/order edit', { id, details: 'A blue house', price: '$30', due: '24 December 2031' });
  await sam.slash('/order edit', { id, customer: '@eve', channel: 'other' });
  await tim.slash('/order assign', { id, to: tim });
  await sam.slash('/order note', { id, text: 'Ask about the door' });
  await sam.slash('/order status', { id, status: 'Ready' });
  await sam.slash('/order complete', { id });
  await sam.slash('/order reopen', { id, reason: 'Wrong colour' });

  const history = await sam.slash('/order history', { id });
  expect(history.text).toContain('Page 1 of 3');
  const newest = history.text;
  const pages = [newest, (await sam.click('Next page', { on: history })).text];
  pages.push((await sam.click('Next page', { on: history })).text);
  const lines = pages.flatMap((page) => page.split('\n').filter((line) => / UTC @/.test(line)));
  const told = lines.map((line) => line.replace(/^[-\d]+ [:\d]+ UTC /, ''));
  expect(told.slice(0, 5)).toEqual([
    '@sam: opened it again (Completed before)',
    '@sam: completed it',
    '@sam: put it from Received to Ready',
    '@sam: wrote a note',
    '@tim: changed who works on it: from nobody to @tim',
  ]);
  // What was changed at once stands in any order.
  expect(told.slice(5, 7).sort()).toEqual([
    '@sam: changed the customer from Bob to @eve',
    '@sam: moved it from #general to #other',
  ]);
  expect(told.slice(7, 10).sort()).toEqual([
    '@sam: changed the details from “A red house” to “A blue house”',
    '@sam: changed the due date from nothing to 2031-12-25 04:59 UTC',
    '@sam: changed the price from $25.00 to $30.00',
  ]);
  expect(told.slice(10)).toEqual(['@sam: made the order']);
  expect(newest).toContain('> Wrong colour');
  expect(newest).toContain('> Ask about the door');
});

test('the history names nobody who asked to be forgotten, and still tells what was done', async () => {
  const { guild } = orders;
  const [lea, max] = guild.members('lea', 'max');
  const bought = await orders.make({ customer: lea.mention, details: 'A house for Lea' });
  await sam.slash('/order edit', { id: bought, details: 'A tower for Lea' });
  await sam.slash('/order note', { id: bought, text: 'Lea likes red' });
  await sam.slash('/order status', { id: bought, status: 'Ready' });
  await sam.slash('/order complete', { id: bought });
  const passedOn = await orders.make({ customer: lea.mention });
  await sam.slash('/order edit', { id: passedOn, customer: max.mention });

  const question = await lea.slash('/privacy erase');
  await lea.click('Remove my data', { on: question });
  await sam.until(async () => (await orders.order(bought))?.customer === null);

  const history = (await sam.slash('/order history', { id: bought })).text;
  expect(history).toContain('put it from Received to Ready');
  expect(history).toContain('changed the details from “nothing” to “nothing”');
  expect(history).not.toMatch(/lea/i);
  expect((await sam.slash('/order history', { id: passedOn })).text).toContain(
    'changed the customer from somebody to @max',
  );
  expect((await sam.slash('/order view', { id: bought })).text).not.toMatch(/lea/i);
});

test('the longest order there can be fits into what Discord shows', async () => {
  // Each is written as two.
  const marks = (count: number) => '|'.repeat(count);
  await sam.slash('/order new', {
    customer: marks(100),
    details: marks(2000),
    price: '$99,999,999.99',
    due: 'in 3 days',
    file: { name: `${'x'.repeat(90)}.txt`, content: 'x' },
  });
  const { id } = (await orders.orders()).at(-1)!;
  for (const count of [1, 2, 3]) {
    await sam.slash('/order note', { id, text: `${count}${marks(699)}` });
  }
  await sam.slash('/order assign', { id });
  const card = await sam.slash('/order view', { id });
  expect(card.text).toContain('Price: $99,999,999.99');
  expect((await sam.click('History', { on: card })).text).toContain('wrote a note');
  expect((await sam.slash('/order list')).text).toContain(id);
  await sam.slash('/order cancel', { id });
  await sam.submit({ 'Reason (you can leave it out)': marks(300) });
  expect((await sam.slash('/order view', { id })).text).toContain('Status: Cancelled');
});
