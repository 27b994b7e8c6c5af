import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OrdersStage, startOrders } from './orders-stage.ts';

/** The form of an order: it is filled in, changes what was changed in it, and loses nothing that was typed. */
let orders: OrdersStage;
let sam: Member;
let tim: Member;

beforeAll(async () => {
  orders = await startOrders();
  ({ sam, tim } = orders);
});
afterAll(() => orders?.stage.stop());

const open = async (id: string) => (await sam.slash('/order edit', { id })).modal!;

test('the form stands filled in; what was not changed in it stays', async () => {
  const id = await orders.make({ customer: '@eve', price: '25.50', due: '15 January 2031 3:30pm' });
  const form = await open(id);
  expect(form.fields.map(({ label, value }) => [label, value])).toEqual([
    ['Customer', '@eve'],
    ['Details', 'A red house'],
    ['Channel', undefined],
    ['Price', '$25.50'],
    ['Due', '2031-01-15 15:30'],
  ]);
  expect((await sam.submit()).text).toContain('nothing was changed');

  await open(id);
  const changed = await sam.submit({ Details: 'A blue house', Channel: 'other', Price: '' });
  expect(changed.text).toMatch(/is changed[\s\S]*A blue house[\s\S]*Channel: #other/);
  expect(changed.text).not.toContain('Price:');
  expect(changed.text).toContain('Due: January 15, 2031 at 03:30 PM EST');
  expect(await orders.order(id)).toMatchObject({ customer: orders.eve.id, version: 2 });

  await open(id);
  expect((await sam.submit({ Due: '2031-02-01 09:00', Customer: 'Bob' })).text).toMatch(
    /Customer: Bob[\s\S]*Due: February 1, 2031 at 09:00 AM EST/,
  );
});

test('what the form cannot take is told, and what was typed is not lost', async () => {
  const id = await orders.make();
  await open(id);
  const refused = await sam.submit({ Details: 'A very long story\nof a house', Due: 'some day' });
  expect(refused.ephemeral).toBe(true);
  expect(refused.text).toMatch(
    /do not understand the due date[\s\S]*You wrote:\n>>> A very long story\nof a house/,
  );
  expect(await orders.order(id)).toMatchObject({ details: 'A red house', version: 1 });
  expect((await sam.click('Edit', { on: refused })).modal!.title).toBe('Change this order');
});

test('of two who edit at once the second is told, and overwrites nothing', async () => {
  const id = await orders.make();
  await open(id);
  await tim.slash('/order edit', { id, details: 'A house by the sea' });
  const late = await sam.submit({ Details: 'A house in the wood' });
  expect(late.text).toMatch(/while you were writing[\s\S]*A house in the wood/);
  expect(await orders.order(id)).toMatchObject({ details: 'A house by the sea', version: 2 });
});

test('what others did beside the text is no reason to type it again', async () => {
  const id = await orders.make();
  await open(id);
  await tim.slash('/order note', { id, text: 'Hello' });
  await tim.slash('/order status', { id, status: 'ready' });
  expect((await sam.submit({ Details: 'A tower' })).text).toMatch(/A tower[\s\S]*Status: Ready/);
});

test('an order whose channel is gone can be edited', async () => {
  const channel = orders.guild.createChannel('ticket-1');
  const id = await orders.make({ channel: 'ticket-1' });
  orders.guild.deleteChannel(channel);
  await open(id);
  expect((await sam.submit({ Details: 'A castle' })).text).toContain('A castle');
});
