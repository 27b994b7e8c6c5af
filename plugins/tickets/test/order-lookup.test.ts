import type { OrderRecord, PurchaseRecord } from '@guildhall/sdk';
import { expect, test } from 'vitest';
import { OrderLookup } from '../forms/order-lookup.ts';
import { limitsIn } from '../forms/question-input.ts';
import { checkedStep } from '../forms/step-check.ts';
import { question, say } from './form-samples.ts';
import { eve, guild, sam, tim } from './ground.ts';

const at = new Date('2026-11-01T12:00:00Z');

const order: OrderRecord = {
  id: 'ORD-1',
  guild,
  state: 'open',
  customer: { user: eve, name: 'Eve' },
  details: 'A house',
  channel: '1',
  price: undefined,
  dueAt: undefined,
  assignee: undefined,
  createdAt: at,
  closedAt: undefined,
};

const purchase: PurchaseRecord = {
  id: 'SHOP-1',
  guild,
  buyer: tim,
  state: 'delivered',
  product: 'A sword',
  quantity: 1,
  total: { amount: 1, currency: 'USD' },
  payment: 'PayPal',
  createdAt: at,
};

const both = new OrderLookup({
  orders: async () => ({
    find: async (_guild, typed) => (typed === 'ORD-1' ? order : 'no-such-order'),
    create: async () => 'due-past',
  }),
  shop: async () => ({
    find: async (_guild, typed) => (typed === 'SHOP-1' ? purchase : 'mistyped-id'),
  }),
});

test('people find their own orders and purchases, staff those of everybody; all else is as if it were not there', async () => {
  const find = (typed: string, user: string, staff = false) => both.find(guild, typed, { user, staff });
  expect(await find('ORD-1', eve)).toMatchObject({ id: 'ORD-1', product: 'A house', owner: eve });
  expect(await find('SHOP-1', tim)).toMatchObject({ product: 'A sword', payment: 'PayPal' });
  expect(await find('SHOP-1', eve)).toBe('unknown');
  expect(await find('ORD-1', tim)).toBe('unknown');
  expect(await find('ORD-2', eve)).toBe('unknown');
  expect(await find('SHOP-1', sam, true)).toMatchObject({ status: 'delivered' });
});

test('an order whose customer is known by a name alone is nobody’s but staff’s', async () => {
  const lookup = new OrderLookup({
    orders: async () => ({
      find: async () => ({ ...order, customer: { name: 'Eve' } }),
      create: async () => 'due-past',
    }),
    shop: async () => undefined,
  });
  expect(await lookup.find(guild, 'ORD-1', { user: eve, staff: false })).toBe('unknown');
  expect(await lookup.find(guild, 'ORD-1', { user: sam, staff: true })).toMatchObject({ id: 'ORD-1' });
});

test('an id is kept as it is written where it is found, as it was typed where nobody looks, and not at all else', async () => {
  const asked = question('order', 'order');
  const step = (typed: string, lookup: OrderLookup) =>
    checkedStep([asked], { order: say(typed) }, (id) => lookup.find(guild, id, { user: eve, staff: false }));
  expect((await step('ORD-1', both)).good).toEqual({ order: say('ORD-1') });
  const { good, wrong } = await step('SHOP-1', both);
  expect(good).toEqual({});
  expect(wrong.map(({ refusal }) => refusal.code)).toEqual(['answer-order']);
  const nobody = new OrderLookup({ orders: async () => undefined, shop: async () => undefined });
  expect((await step(' any 1 ', nobody)).good).toEqual({ order: say('any 1') });
});

test('an optional order that is left out is not looked up', async () => {
  const never = async () => {
    throw new Error('looked up');
  };
  const asked = question('order', 'order', { required: false });
  const checked = await checkedStep([asked], { order: say('  ') }, never);
  expect(checked).toEqual({ good: { order: { values: [] } }, wrong: [] });
});

test.each([
  ['', null, null],
  ['3..20', 3, 20],
  ['3..', 3, null],
  ['..20', null, 20],
  ['-5..10', -5, 10],
  ['2-5', 2, 5],
  ['-5', null, 5],
  ['5', null, 5],
  ['1,5 .. 2.5', 1.5, 2.5],
])('limits %j are from %j to %j', (typed, min, max) => {
  expect(limitsIn(typed)).toEqual({ min, max });
});

test.each(['a', '..', '1..b', '1..2..3'])('limits %j are not understood', (typed) => {
  expect(() => limitsIn(typed)).toThrow('question-limits-unclear');
});
