import type { Member, Reply } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seconds } from '../../stage/feature-stage.ts';
import { type OrdersStage, startOrders } from './orders-stage.ts';

/** Lists of orders, with filters and pages, and the choices while somebody types. */
let orders: OrdersStage;
let sam: Member;
let tim: Member;

beforeAll(async () => {
  orders = await startOrders();
  ({ sam, tim } = orders);
});
afterAll(() => orders?.stage.stop());

const idsIn = (text: string): string[] => text.match(/(?<=\*\*`)ORD-[0-9A-Z]{7}-[0-9A-Z]{6}/g) ?? [];
const list = async (inputs: Record<string, string | boolean | Member> = {}) =>
  (await sam.slash('/order list', inputs)).text;

/** All ids of a list, page by page. */
async function allPages(first: Reply): Promise<string[]> {
  const ids = idsIn(first.text);
  while (first.message!.button('Next page')?.disabled === false) {
    await sam.click('Next page', { on: first });
    ids.push(...idsIn(first.text));
  }
  return ids;
}

test('a list is filtered by customer, status, staff and what is overdue; it says so', async () => {
  const bob = await orders.make({ customer: 'Bob', details: 'Carla wants it too' });
  const eve = await orders.make({ customer: orders.eve.mention, due: 'in 2 hours' });
  const carla = await orders.make({ customer: 'Carla', channel: 'other' });
  await sam.slash('/order assign', { id: carla, to: tim });
  await sam.slash('/order status', { id: bob, status: 'ready' });

  expect(idsIn(await list())).toEqual([bob, eve, carla]);
  expect(await list()).toMatch(/Carla[\s\S]*#other[\s\S]*with @tim/);
  expect(idsIn(await list({ customer: 'carl' }))).toEqual([carla]);
  expect(idsIn(await list({ customer: '@eve' }))).toEqual([eve]);
  expect(idsIn(await list({ status: 'Ready' }))).toEqual([bob]);
  expect(idsIn(await list({ staff: tim }))).toEqual([carla]);
  expect(await list({ staff: sam })).toContain('No order fits');
  expect(await list({ status: 'Painted' })).toContain('There is no such step');
  expect(idsIn(await list({ overdue: true }))).toEqual([]);

  await orders.advance(seconds(2 * 3600));
  const overdue = await list({ overdue: true, customer: orders.eve.mention });
  expect(idsIn(overdue)).toEqual([eve]);
  expect(overdue).toMatch(/Customer: @eve · Overdue[\s\S]*⚠️ due/);

  await sam.slash('/order complete', { id: bob });
  expect(idsIn(await list())).toEqual([eve, carla]);
  expect(idsIn(await list({ status: 'Completed' }))).toEqual([bob]);
  expect(idsIn(await list({ status: 'All orders' }))).toEqual([carla, eve, bob]);
});

test('orders are offered while somebody types an id, a customer or details; only those that fit the command', async () => {
  const id = await orders.make({ customer: 'Zoe Zebra', details: 'A tent with *stars*' });
  const offers = async (command: string, text: string) =>
    (await sam.autocomplete(command, { id: text })).choices;
  expect(await offers('/order view', 'zoe')).toEqual([
    { name: `${id} · Zoe Zebra · Received · A tent with *stars*`, value: id },
  ]);
  expect(await offers('/order view', 'stars zebra')).toHaveLength(1);
  expect(await offers('/order view', id.slice(0, 9).toLowerCase())).toHaveLength(1);
  expect(await offers('/order complete', id.replaceAll('0', 'o').replaceAll('-', ' '))).toHaveLength(1);
  expect(await offers('/order reopen', 'zoe')).toEqual([]);
  await sam.slash('/order complete', { id });
  expect(await offers('/order complete', 'zoe')).toEqual([]);
  expect(await offers('/order reopen', 'zoe')).toHaveLength(1);
  expect((await sam.autocomplete('/order status', { id, status: 're' })).choices).toEqual(
    [
      { name: 'Received', value: 'received' },
      { name: 'In progress', value: 'in-progress' },
      { name: 'Ready', value: 'ready' },
    ].filter(({ name }) => name.toLowerCase().includes('re')),
  );
});

test('300 active orders are listed, oldest first, on pages that fit and keep the filter, also after a restart', {
  timeout: 180_000,
}, async () => {
  const before = idsIn(await list()).length;
  const crowd = Array.from({ length: 6 }, (_, index) =>
    orders.guild.member(`seller${index}`, { roles: ['Staff'] }),
  );
  const hard = '*_%:[x](https://example.com) ';
  for (let round = 0; round < 50; round += 1) {
    const made = await Promise.all(
      crowd.map((seller, index) =>
        seller.slash('/order new', {
          customer: `${index % 2 ? 'Odd' : 'Even'} ${'*'.repeat(80)}`,
          details: `${hard.repeat(60)}${round}`,
          due: 'in 30 days',
        }),
      ),
    );
    expect(made.map(({ text }) => text).filter((text) => !text.includes('Order received'))).toEqual([]);
  }
  const rows = (await orders.orders()).filter(({ state }) => state === 'open');
  expect(rows).toHaveLength(300 + before);

  const first = await sam.slash('/order list');
  expect(first.text).toContain(`${300 + before} orders`);
  const ids = await allPages(first);
  expect(ids).toEqual(rows.map(({ id }) => id));

  const odd = await sam.slash('/order list', { customer: 'odd', staff: undefined });
  expect(odd.text).toMatch(/150 orders[\s\S]*Customer: odd[\s\S]*Page 1 of 15/);
  await orders.crash();
  const found = await allPages(odd);
  expect(new Set(found).size).toBe(150);
  expect(odd.text).toMatch(/Customer: odd[\s\S]*Page 15 of 15/);

  // The longest search there is, of characters that custom ids would write in three.
  const search = await sam.slash('/order search', { text: hard.repeat(3).slice(0, 60) });
  expect(search.text).toContain('300 orders');
  expect((await sam.click('Next page', { on: search })).text).toContain('Page 2 of 30');
});

test('a search finds closed orders too, by all of its words', async () => {
  const id = await orders.make({ customer: 'Yuki', details: 'A boat with two sails' });
  await sam.slash('/order complete', { id });
  const search = async (text: string, status?: string) =>
    idsIn((await sam.slash('/order search', { text, status })).text);
  expect(await search('SAILS yuki')).toEqual([id]);
  expect(await search('sails bob')).toEqual([]);
  expect(await search(id)).toEqual([id]);
  expect(await search('sails', 'All active orders')).toEqual([]);
});
