import type { Member, SandboxGuild, ShownMessage } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes, seconds } from '../../stage/feature-stage.ts';
import { type OrdersStage, startOrders } from './orders-stage.ts';

/** The one message of each order in the order-status channel. The tests follow each other. */
let orders: OrdersStage;
let guild: SandboxGuild;
let ada: Member;
let sam: Member;
let tim: Member;

beforeAll(async () => {
  orders = await startOrders();
  ({ guild, ada, sam, tim } = orders);
});
afterAll(() => orders?.stage.stop());

/** The status messages of an order. */
const statuses = (id: string, place = 'order-status'): ShownMessage[] =>
  ada.sees(place).messages.filter((one) => one.buttons.length === 1 && one.text.includes(id));

/** Some seconds later an order has one status message, and it says `text`. */
async function status(id: string, text: string, place = 'order-status'): Promise<ShownMessage> {
  // Edits of a message keep their distance.
  await orders.advance(seconds(6));
  const shown = await ada.until(
    () => {
      const [one, ...others] = statuses(id, place);
      return one?.shows(text) && others.length === 0 ? one : undefined;
    },
    // Discord lets five messages a moment into a channel, and more than that may be due by then.
  );
  expect(shown.text).toContain(id);
  return shown;
}

/** Waits until what was done is written down: a job that is cut off is done again. */
const settled = (id: string) =>
  ada.until(async () => {
    const sql = 'select id from host__job where "key" = ?';
    return (await orders.stage.database.rows(sql, `status:${id}`)).length === 0;
  });

const blocked = "select target, reason from host__audit where action = 'orders.status.blocked'";

test('orders from before the channel was chosen are shown in it once it is', async () => {
  const id = await orders.make();
  await orders.choose('statusChannel', 'order-status');
  await status(id, 'Received');
});

test('an order has one message, edited through its life, which says at its end that it is completed', async () => {
  const id = await orders.make({ details: 'A blue house' });
  const { id: message } = await status(id, 'A blue house');
  await sam.slash('/order status', { id, status: 'In progress' });
  expect((await status(id, 'In progress')).id).toBe(message);
  await tim.slash('/order complete', { id });
  const done = await status(id, 'Order completed');
  expect(done.id).toBe(message);
  expect(done.text).toMatch(/Closed: \w+ \d+, \d{4} at \d\d:\d\d [AP]M E[SD]T.*@tim/);
});

test('staff see all of an order by its button, its customer what it says, others nothing', async () => {
  const id = await orders.make({ customer: `<@${orders.eve.id}>` });
  await sam.slash('/order note', { id, text: 'Eve pays late' });
  const on = await status(id, '@eve');
  expect((await tim.click('Details', { on })).text).toContain('Eve pays late');
  const own = await orders.eve.click('Details', { on });
  expect(own.ephemeral).toBe(true);
  expect(own.text).toContain('A red house');
  expect(own.text).not.toContain('Eve pays late');
  const other = await guild.member('mallory').click('Details', { on });
  expect(other.text).toBe('Only staff and the customer can see this order. `/my-orders` shows yours.');
});

test('a message that is deleted comes back, once, also when that was while the bot was down', async () => {
  const id = await orders.make();
  const first = await status(id, 'Received');
  await settled(id);
  ada.deletes(first);
  const second = await status(id, 'Received');
  await settled(id);
  expect(second.id).not.toBe(first.id);
  await orders.stage.bot.kill9();
  ada.deletes(second);
  await orders.stage.bot.start();
  const third = await status(id, 'Received');
  expect(third.id).not.toBe(second.id);
});

test('a message that is deleted during an outage of the server comes back', async () => {
  const id = await orders.make();
  const first = await status(id, 'Received');
  await settled(id);
  const outage = (available: boolean) =>
    fetch(`${orders.stage.sandbox.url}/control/guilds/outage`, {
      method: 'POST',
      body: JSON.stringify({ guild: 'Test', available }),
    });
  expect((await outage(false)).ok).toBe(true);
  ada.deletes(first);
  await outage(true);
  expect((await status(id, 'Received')).id).not.toBe(first.id);
});

test('the message of a completed order that staff take away stays away', async () => {
  const id = await orders.make();
  await sam.slash('/order complete', { id });
  const done = await status(id, 'Order completed');
  await settled(id);
  ada.deletes(done);
  await orders.crash();
  await orders.advance(minutes(61));
  const other = await orders.make();
  await status(other, 'Received');
  expect(statuses(id)).toEqual([]);
});

const sends = { kind: 'rest', method: 'POST', route: '/channels/:channel_id/messages' } as const;

test('a crash right after an order was made leaves one message', async () => {
  const held = orders.stage.sandbox.faults.add({ ...sends, status: 503 });
  const id = await orders.make({ details: 'Never sent' });
  await orders.stage.bot.kill9();
  orders.stage.sandbox.faults.remove(held);
  await orders.stage.bot.start();
  await orders.advance(minutes(1));
  await status(id, 'Never sent');
});

test('a crash after the message was sent and before that was known leaves one message', async () => {
  const lost = orders.stage.sandbox.faults.add({ ...sends, drop: true, afterEffect: true });
  const id = await orders.make({ details: 'A lost answer' });
  await ada.until(() => statuses(id).length > 0);
  await orders.stage.bot.kill9();
  orders.stage.sandbox.faults.remove(lost);
  await orders.stage.bot.start();
  await orders.advance(minutes(1));
  await status(id, 'A lost answer');
});

test('in another channel the messages of open orders are new ones, and the old ones are gone', async () => {
  const id = await orders.make();
  await status(id, 'Received');
  await orders.choose('statusChannel', 'other');
  await orders.advance(minutes(1));
  await status(id, 'Received', 'other');
  expect(statuses(id)).toEqual([]);
});

test('a language that is chosen is on the messages soon', async () => {
  const id = await orders.make();
  await status(id, 'Received', 'other');
  await orders.choose('language', 'Español', 'server');
  await orders.advance(minutes(1));
  await status(id, 'Pedido', 'other');
  await orders.choose('language', 'English', 'server');
  await orders.advance(minutes(1));
  await status(id, 'Received', 'other');
});

test('where the channel is gone, orders go on, staff are told once, and /doctor says what to do', async () => {
  guild.deleteChannel('other');
  const id = await orders.make({ details: 'Nowhere to be seen' });
  const second = await orders.make({ details: 'Nor this one' });
  await ada.until(async () => (await orders.stage.database.rows(blocked)).length > 0);
  expect((await sam.slash('/order complete', { id })).text).toContain('Completed');
  expect((await ada.slash('/doctor')).text).toMatch(/Order-status channel.*a channel that is gone/s);
  await orders.choose('statusChannel', 'order-status');
  await orders.advance(minutes(1));
  await status(id, 'Order completed');
  await status(second, 'Nor this one');
  expect(await orders.stage.database.rows(blocked)).toHaveLength(1);
});

test('where it may not write, /doctor says what is missing; once it may, all orders are there without a word', async () => {
  const { id: writers } = guild.createRole('Writers');
  guild.createChannel('closed', {
    overwrites: { '@everyone': { deny: ['SendMessages'] }, Writers: { allow: ['SendMessages'] } },
  });
  await orders.choose('statusChannel', 'closed');
  await orders.advance(minutes(1));
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    ids.push(await orders.make());
  }
  const tried = 'select "order" from orders__status_message where trouble = ? and "order" = ?';
  for (const id of ids) {
    await ada.until(async () => (await orders.stage.database.rows(tried, 'forbidden', id)).length > 0);
    await settled(id);
  }
  expect((await ada.slash('/doctor')).text).toMatch(/\*\*Send Messages\*\* in #closed.*Order-status channel/);
  guild.record.members.get(orders.stage.account.user.id)!.roles.push(writers);
  await orders.advance(minutes(7));
  await ada.until(() => ada.sees('closed').messages.length > 0);
  // The others come one after the other.
  await orders.advance(minutes(1));
  for (const id of ids) {
    await status(id, 'Received', 'closed');
  }
});
