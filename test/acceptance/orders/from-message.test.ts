import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OrdersStage, startOrders } from './orders-stage.ts';

/** "New order from this message", in the menu of a message. */
let orders: OrdersStage;
let sam: Member;
let eve: Member;

beforeAll(async () => {
  orders = await startOrders();
  ({ sam, eve } = orders);
});
afterAll(() => orders?.stage.stop());

const command = 'New order from this message';

test('the form stands filled in with who wrote the message and what it says; its files belong to the order', async () => {
  const asked = eve.say('I want a green hat, please', {
    in: 'other',
    files: [{ name: 'green.txt', content: 'green' }],
  });
  const form = (await sam.messageCommand(command, asked)).modal!;
  expect(form.field('Customer').value).toBe('@eve');
  expect(form.field('Details').value).toBe('I want a green hat, please');
  const made = await sam.submit({ Price: '$25.50', Due: '2027-01-15 3:30 PM' });
  expect(made.text).toMatch(
    /Order received[\s\S]*green hat[\s\S]*@eve[\s\S]*#other[\s\S]*\$25\.50[\s\S]*January 15, 2027/,
  );
  const [row] = await orders.orders();
  expect(row).toMatchObject({ customer: eve.id, channel: orders.guild.channel('other').id });
  const sql = 'select message, name from orders__attachment where "order" = ?';
  await sam.until(async () => (await orders.stage.database.rows(sql, row!.id)).length > 0);
  expect(await orders.stage.database.rows(sql, row!.id)).toEqual([{ message: asked.id, name: 'green.txt' }]);
  expect((await sam.slash('/order view', { id: row!.id })).text).toContain('green.txt');
});

test('what was filled in can be changed; a price that nobody can read is refused', async () => {
  const asked = eve.say('a hat');
  await sam.messageCommand(command, asked);
  expect((await sam.submit({ Price: 'a lot' })).text).toContain('a lot');
  await sam.messageCommand(command, asked);
  await sam.submit({ Customer: 'Bob', Details: 'Two hats' });
  expect((await orders.orders()).at(-1)).toMatchObject({ customer_name: 'Bob', details: 'Two hats' });
});

test('the form works after a restart, also when the message is gone by then', async () => {
  const asked = eve.say('a hat with a story');
  await sam.messageCommand(command, asked);
  eve.deletes(asked);
  await orders.crash();
  expect((await sam.submit()).text).toContain('a hat with a story');
});

test('whoever is not staff is not offered it', async () => {
  expect(eve.commands()).not.toContain(command);
  expect(eve.commands()).toContain('/my-orders');
});
