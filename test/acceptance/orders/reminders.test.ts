import type { Member, ShownMessage } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { days, minutes } from '../../stage/feature-stage.ts';
import { type OrdersStage, startOrders } from './orders-stage.ts';

/** Staff are reminded of due dates. The tests follow each other, and so does the time. */
let orders: OrdersStage;
let ada: Member;
let sam: Member;
let tim: Member;

beforeAll(async () => {
  orders = await startOrders();
  ({ ada, sam, tim } = orders);
});
afterAll(() => orders?.stage.stop());

const hours = (count: number) => minutes(60 * count);

/** The reminders of an order. */
const reminders = (id: string, place = 'general'): ShownMessage[] =>
  ada.sees(place).messages.filter(({ text }) => text.includes(id) && / is due (on|now)/.test(text));

/** Waits until the bot has written down so many reminders of an order. */
const writtenDown = (id: string, count: number) =>
  ada.until(async () => {
    const sql = 'select reminders from orders__order where id = ?';
    const [row] = await orders.stage.database.rows<{ reminders: number }>(sql, id);
    return row?.reminders === count;
  });

/** Moves the clock, and waits until there are so many reminders. @returns them. */
async function after(ms: number, id: string, count: number, place = 'general'): Promise<ShownMessage[]> {
  await orders.advance(ms);
  await ada.until(() => reminders(id, place).length === count);
  return reminders(id, place);
}

test('a day before, and when it is due, whoever works on it is mentioned, once each, also across restarts', async () => {
  const id = await orders.make({ due: 'in 72 hours' });
  await sam.slash('/order assign', { id, to: tim });
  await orders.advance(days(1));
  expect(reminders(id)).toEqual([]);
  const [before] = await after(days(1) + minutes(1), id, 1);
  expect(before!.content).toContain(`<@${tim.id}>`);
  expect(before!.text).toContain('is due on');
  await writtenDown(id, 1);
  await orders.stage.bot.kill9();
  orders.stage.clock.advance(days(1) + minutes(1));
  await orders.stage.bot.start();
  const said = await after(0, id, 2);
  expect(said[1]!.text).toContain('is due now');
  await orders.advance(days(2));
  expect(reminders(id)).toHaveLength(2);
});

test('a crash after a reminder was sent and before it was written down does not send it again, an hour later either', async () => {
  const { faults } = orders.stage.sandbox;
  const id = await orders.make({ due: 'in 48 hours' });
  const lost = faults.add({
    kind: 'rest',
    method: 'POST',
    route: '/channels/:channel_id/messages',
    drop: true,
    afterEffect: true,
  });
  await orders.advance(days(1) + minutes(1));
  await ada.until(() => reminders(id).length === 1);
  await orders.stage.bot.kill9();
  faults.remove(lost);
  orders.stage.clock.advance(hours(1));
  await orders.stage.bot.start();
  await writtenDown(id, 1);
  expect(reminders(id)).toHaveLength(1);
});

test('an order that is made shortly before it is due is not due soon news; nobody works on it, so its maker is told', async () => {
  const id = await orders.make({ due: 'in 3 hours' });
  await orders.advance(hours(1));
  expect(reminders(id)).toEqual([]);
  const [due] = await after(hours(2) + minutes(1), id, 1);
  expect(due!.text).toContain('is due now');
  expect(due!.content).toContain(`<@${sam.id}>`);
});

test('a due date that is moved is kept to, and one that is taken away, or an order that is over, reminds nobody', async () => {
  const moved = await orders.make({ due: 'in 48 hours' });
  const taken = await orders.make({ due: 'in 48 hours' });
  const over = await orders.make({ due: 'in 48 hours' });
  await sam.slash('/order edit', { id: moved, due: 'in 96 hours' });
  await sam.slash('/order edit', { id: taken, due: '-' });
  await sam.slash('/order complete', { id: over });
  await orders.advance(days(2) + hours(1));
  expect(reminders(moved)).toEqual([]);
  await after(days(1), moved, 1);
  expect([...reminders(taken), ...reminders(over)]).toEqual([]);
});

test('where the order’s channel is gone, the order-status channel has the reminder; how long before is a setting', async () => {
  await orders.choose('statusChannel', 'order-status');
  await orders.choose('remindBefore', '2h');
  orders.guild.createChannel('short-lived');
  const id = await orders.make({ due: 'in 5 hours', channel: orders.guild.channel('short-lived') as never });
  orders.guild.deleteChannel('short-lived');
  await orders.advance(hours(2));
  expect(reminders(id, 'order-status')).toEqual([]);
  const [before] = await after(hours(1) + minutes(2), id, 1, 'order-status');
  expect(before!.text).toContain('is due on');
});
