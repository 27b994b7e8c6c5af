import type { Member, Reply } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seconds } from '../../stage/feature-stage.ts';
import { type OrdersStage, startOrders } from './orders-stage.ts';

/** What administrators make of the steps of orders, on the screen of `/order steps`. */
let orders: OrdersStage;
let ada: Member;
let sam: Member;

beforeAll(async () => {
  orders = await startOrders();
  ({ ada, sam } = orders);
});
afterAll(() => orders?.stage.stop());

const choose = (screen: Reply, step: string) => ada.select('Choose a step', [step], { on: screen });

/** Chooses a step and adds one after it. */
async function add(screen: Reply, after: string, name: string): Promise<Reply> {
  await ada.click('Add a step after it', { on: await choose(screen, after) });
  return ada.submit({ 'Name of the step': name });
}

test('an administrator adds, renames, moves and takes away steps, and orders go through them', async () => {
  const screen = await ada.slash('/order steps');
  expect(screen.ephemeral).toBe(true);
  expect(screen.text).toMatch(
    /1\. Received[\s\S]*2\. In progress[\s\S]*3\. Waiting for customer[\s\S]*4\. Ready/,
  );

  await add(screen, 'In progress', 'Being painted');
  expect(screen.text).toMatch(/2\. In progress[\s\S]*3\. Being painted ◀[\s\S]*4\. Waiting/);

  await ada.click('Move down', { on: screen });
  expect(screen.text).toMatch(/3\. Waiting for customer[\s\S]*4\. Being painted ◀[\s\S]*5\. Ready/);

  await choose(screen, 'Completed');
  await ada.click('Rename', { on: screen });
  await ada.submit({ 'Name of the step': 'Delivered' });
  expect(screen.text).toContain('Then: Delivered ◀ · Cancelled');

  const id = await orders.make();
  expect((await sam.slash('/order status', { id, status: 'Being painted' })).text).toContain('Being painted');

  await choose(screen, 'Being painted');
  const question = await ada.click('Remove', { on: screen });
  expect(question.text).toContain('Remove the step **Being painted**? 1 active order is on it');
  await ada.click('Yes, remove it', { on: screen });
  expect(screen.text).not.toContain('Being painted');
  expect((await orders.order(id))?.step).toBe('waiting');
  expect((await sam.slash('/order view', { id })).text).toContain('Waiting for customer');
  // What was, is still told by its name.
  expect((await sam.slash('/order history', { id })).text).toContain('Being painted');

  expect((await sam.slash('/order complete', { id })).text).toContain('Delivered');
});

test('an empty name brings the usual one back, and steps of the server cannot have two names alike', async () => {
  const screen = await ada.slash('/order steps');
  await ada.click('Rename', { on: await choose(screen, 'Ready') });
  await ada.submit({ 'Name of the step': 'To be picked up' });
  expect(screen.text).toContain('. To be picked up ◀');

  const refused = await add(screen, 'In progress', 'to be picked UP');
  expect(refused.text).toContain('Another step is called to be picked UP');

  await ada.click('Rename', { on: await choose(screen, 'To be picked up') });
  await ada.submit({ 'Name of the step': '' });
  expect(screen.text).toContain('. Ready ◀');
});

test('the first step stays first, and steps of every server cannot be taken away', async () => {
  const screen = await ada.slash('/order steps');
  const enabled = async (step: string) =>
    (await choose(screen, step))
      .message!.allButtons.filter(({ disabled }) => !disabled)
      .map(({ label }) => label);
  expect(await enabled('In progress')).toEqual(['Add a step after it', 'Rename', 'Move down']);
  expect(await enabled('Waiting for customer')).toEqual([
    'Add a step after it',
    'Rename',
    'Move up',
    'Move down',
  ]);
  expect(await enabled('Cancelled')).toEqual(['Rename']);
  expect(await enabled('Received')).toEqual(['Add a step after it', 'Rename']);
});

test('the buttons work after a crash, and say so when somebody else was quicker', async () => {
  const screen = await ada.slash('/order steps');
  await add(screen, 'Received', 'Short-lived');
  const other = await ada.slash('/order steps');
  await orders.crash();

  await ada.click('Remove', { on: await choose(other, 'Short-lived') });
  await ada.click('Yes, remove it', { on: other });
  const late = await ada.click('Move down', { on: screen });
  expect(late.text).toContain('There is no such step any more');
});

test('a status message calls its step what the server calls it, as soon as that changes', async () => {
  await orders.choose('statusChannel', 'order-status');
  const id = await orders.make();
  const status = () => ada.sees('order-status').messages.find(({ text }) => text.includes(id));
  await ada.until(() => status()?.shows('Received'));

  const screen = await ada.slash('/order steps');
  await ada.click('Rename', { on: await choose(screen, 'Received') });
  await ada.submit({ 'Name of the step': 'On the pile' });
  await orders.advance(seconds(10));
  await ada.until(() => status()?.shows('On the pile'));
  expect(status()!.text).not.toContain('Received');
});

test('whoever reads Spanish has the screen in Spanish, with the names that the server gave', async () => {
  ada.user.locale = 'es-ES';
  const screen = await ada.slash('/order steps');
  expect(screen.text).toMatch(/Pasos de un pedido[\s\S]*1\. On the pile ◀[\s\S]*2\. En marcha/);
  ada.user.locale = 'en-US';
});

test('staff who are no administrators change no steps', async () => {
  expect((await sam.slash('/order steps')).text).toContain('You are not allowed to do this');
});
