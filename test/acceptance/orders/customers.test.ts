import type { Member, ShownMessage } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OrdersStage, startOrders } from './orders-stage.ts';

/** What customers see of their orders, and are told of them. */
let orders: OrdersStage;
let ada: Member;
let sam: Member;
let eve: Member;
let lee: Member;

beforeAll(async () => {
  orders = await startOrders();
  ({ ada, sam, eve } = orders);
  lee = orders.guild.member('lee');
});
afterAll(() => orders?.stage.stop());

/** The direct messages that somebody has from the bot. */
const dms = (person: Member): readonly ShownMessage[] => person.dms(orders.stage.account).messages;

/** Waits until somebody has a direct message that says `text`. */
const told = (person: Member, text: string) =>
  ada.until(() => dms(person).findLast((message) => message.shows(text)));

/** Waits until nobody is to be told of anything. Discord lets a few direct messages a moment through to each person. */
const allTold = () =>
  ada.until(async () => {
    const sql = "select id from host__job where name = 'tell-customer'";
    return (await orders.stage.database.rows(sql)).length === 0;
  });

const forEve = (details: string) => orders.make({ customer: `<@${eve.id}>`, details });

test('a customer is told of each change by direct message, from the first word to the end', async () => {
  const id = await forEve('A red hat');
  const first = await told(eve, `Your order \`${id}\` is in`);
  expect(first.text).toContain('A red hat');
  expect(first.text).toContain('You get this because you ordered on Test');
  await sam.slash('/order status', { id, status: 'Waiting for customer' });
  await told(eve, `Your order \`${id}\` has moved on: **Waiting for customer**.`);
  await sam.slash('/order edit', { id, due: '2027-01-15 3:30 PM' });
  expect((await told(eve, 'will be ready by')).text).toMatch(/January 15, 2027 at 03:30 PM EST/);
  await sam.slash('/order edit', { id, price: '25', details: 'A blue hat' });
  const edited = await told(eve, `Your order \`${id}\` costs $25.00 now.`);
  expect(edited.text).toContain(`What your order \`${id}\` says was changed.`);
  expect(edited.text).toContain('A blue hat');
  await sam.slash('/order edit', { id, price: '-' });
  await told(eve, `Your order \`${id}\` has no price any more.`);
  await sam.slash('/order note', { id, text: 'Eve pays late' });
  await sam.slash('/order assign', { id });
  await sam.slash('/order complete', { id });
  await told(eve, `Your order \`${id}\` is **completed**.`);
  await sam.slash('/order reopen', { id });
  await told(eve, 'is open again');
  await sam.slash('/order cancel', { id });
  await sam.submit({ 'Reason (you can leave it out)': 'No more red' });
  await told(eve, 'was **cancelled**. Reason: No more red');
  const all = dms(eve).map(({ text }) => text);
  expect(all).toHaveLength(8);
  expect(all.join()).not.toContain('pays late');
});

test('whoever becomes the customer of an order is told, and who was it before hears no more', async () => {
  const id = await forEve('A green hat');
  await told(eve, id);
  await sam.slash('/order edit', { id, customer: `<@${lee.id}>` });
  expect((await told(lee, `Order \`${id}\` is yours now.`)).text).toContain('A green hat');
  await sam.slash('/order complete', { id });
  await told(lee, `Your order \`${id}\` is **completed**.`);
  expect(dms(eve).filter(({ text }) => text.includes(id))).toHaveLength(1);
});

test.each([
  ['before the message is sent', { status: 503 }],
  ['after it is sent and before that is known', { drop: true, afterEffect: true }],
])('a crash %s is one message all the same', async (_when, fault) => {
  const { faults } = orders.stage.sandbox;
  const id = await forEve('A crash hat');
  await told(eve, id);
  const before = dms(eve).length;
  const route = '/channels/:channel_id/messages';
  const broken = faults.add({ kind: 'rest', method: 'POST', route, ...fault });
  await sam.slash('/order status', { id, status: 'Ready' });
  await orders.stage.bot.kill9();
  faults.remove(broken);
  await orders.stage.bot.start();
  await told(eve, `Your order \`${id}\` has moved on: **Ready**`);
  await orders.advance(60_000);
  expect(dms(eve)).toHaveLength(before + 1);
});

test('/my-orders shows somebody their own orders and nobody else’s, with pages', async () => {
  const mine: string[] = [];
  for (let count = 0; count < 11; count += 1) {
    mine.push(await orders.make({ customer: `<@${lee.id}>`, details: `Hat ${count}` }));
  }
  await sam.slash('/order note', { id: mine[10]!, text: 'Lee is slow' });
  await sam.slash('/order complete', { id: mine[10]! });
  const others = (await orders.orders()).filter(({ customer }) => customer !== lee.id);
  expect(others.length).toBeGreaterThan(0);
  const page = await lee.slash('/my-orders');
  expect(page.ephemeral).toBe(true);
  expect(page.text).toMatch(
    new RegExp(`${mine[10]}[\\s\\S]*Completed[\\s\\S]*${mine[9]}[\\s\\S]*Page 1 of 2`),
  );
  expect(page.text).not.toContain('Lee is slow');
  const next = await lee.click(page.buttons[1]!, { on: page });
  expect(next.text).toContain(mine[0]);
  for (const { id } of others) {
    expect(page.text + next.text).not.toContain(id);
  }
  expect((await orders.guild.member('nobody').slash('/my-orders')).text).toContain('You have no orders here');
});

test('a customer who switches direct messages off gets none, and those who closed theirs do no harm', async () => {
  await allTold();
  const page = await eve.slash('/my-orders');
  const off = await eve.click('No direct messages', { on: page });
  expect(off.text).toContain('You get no direct messages about your orders');
  const count = dms(eve).length;
  const quiet = await forEve('A quiet hat');
  const max = orders.guild.member('max');
  const loud = await orders.make({ customer: `<@${max.id}>`, details: 'A loud hat' });
  await told(max, loud);
  expect(dms(eve)).toHaveLength(count);
  const on = await eve.click('Tell me by direct message', { on: off });
  expect(on.text).toContain('You get a direct message when');
  const sql = "select action from host__audit where actor = ? and action like 'orders.told.%' order by at";
  expect(await orders.stage.database.rows(sql, eve.id)).toEqual([
    { action: 'orders.told.off' },
    { action: 'orders.told.on' },
  ]);
  await sam.slash('/order complete', { id: quiet });
  await told(eve, `Your order \`${quiet}\` is **completed**.`);

  max.closeDms();
  await sam.slash('/order complete', { id: loud });
  await allTold();
});

test('whoever has their data removed is not named on the status messages any more', async () => {
  await orders.choose('statusChannel', 'order-status');
  const ann = orders.guild.member('ann');
  const id = await orders.make({ customer: `<@${ann.id}>`, details: 'A hat for Ann' });
  const status = () => ada.sees('order-status').messages.find(({ text }) => text.includes(id));
  await ada.until(() => status()?.shows('@ann'));
  await orders.advance(6_000);
  const asked = await ann.slash('/privacy erase');
  await ann.click('Remove my data', { on: asked });
  await orders.advance(6_000);
  await ada.until(() => status() && !status()!.shows('@ann'));
  expect(status()!.text).toContain('somebody');
});
