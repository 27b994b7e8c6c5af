import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OrdersStage, startOrders } from './orders-stage.ts';

/** An order from the first word to its end, by slash command. */
let orders: OrdersStage;
let sam: Member;
let tim: Member;
let eve: Member;

beforeAll(async () => {
  orders = await startOrders();
  ({ sam, tim, eve } = orders);
});
afterAll(() => orders?.stage.stop());

test('an order is made, seen, completed, and off the list', async () => {
  const made = await sam.slash('/order new', { customer: 'Bob', details: 'A red house' });
  expect(made.ephemeral).toBe(false);
  expect(made.text).toMatch(/Order received[\s\S]*A red house[\s\S]*Bob/);
  const { id } = (await orders.orders()).at(-1)!;
  expect(made.text).toContain(id);

  expect((await sam.slash('/order view', { id: id.toLowerCase() })).text).toContain('A red house');
  expect((await sam.slash('/order list')).text).toContain(id);
  expect((await tim.slash('/order complete', { id })).text).toContain('Completed');
  expect((await orders.order(id))?.state).toBe('completed');
  expect((await sam.slash('/order list')).text).toContain('There is none');
});

test('two of staff who complete an order at once: one does, the other is told who did', async () => {
  const id = await orders.make();
  const answers = await Promise.all([sam, tim].map((one) => one.slash('/order complete', { id })));
  const texts = answers.map(({ text }) => text);
  expect(texts.filter((text) => text.includes('is completed already, by @'))).toHaveLength(1);
  expect(texts.filter((text) => text.includes('Status'))).toHaveLength(1);
});

test('whoever is not staff makes and sees no orders', async () => {
  expect(eve.commands()).not.toContain('/order new');
});
