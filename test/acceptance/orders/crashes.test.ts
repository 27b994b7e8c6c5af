import type { Member, ShownMessage } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes, seconds } from '../../stage/feature-stage.ts';
import { type OrdersStage, startOrders } from './orders-stage.ts';

/** The bot is killed after each thing that a typed command does. */
let orders: OrdersStage;
let ada: Member;
let sam: Member;

beforeAll(async () => {
  orders = await startOrders();
  ({ ada, sam } = orders);
});
afterAll(() => orders?.stage.stop());

const sends = { kind: 'rest', method: 'POST', route: '/channels/:channel_id/messages' } as const;
const deletes = {
  kind: 'rest',
  method: 'DELETE',
  route: '/channels/:channel_id/messages/:message_id',
} as const;

/** The messages of the bot that say `text`. */
const saying = (text: string): ShownMessage[] =>
  ada.sees('general').messages.filter((one) => one.author === 'Guildhall' && one.shows(text));

/** Kills the bot once `done`, and starts it `later`, in ms of the clock, without the fault. */
async function killOnce(done: () => unknown, fault: string, later = 0): Promise<void> {
  await ada.until(done);
  await orders.stage.bot.kill9();
  orders.stage.sandbox.faults.remove(fault);
  orders.stage.clock.advance(later);
  await orders.stage.bot.start();
  // A job of a process that is gone is another's after some seconds.
  await orders.advance(minutes(1));
}

test('after the order is made: it is confirmed once, and the command is gone', async () => {
  const fault = orders.stage.sandbox.faults.add({ ...sends, status: 503 });
  const command = sam.say('!newticket Bob A first hat');
  await killOnce(async () => (await orders.orders()).length === 1, fault);
  await ada.until(() => saying('A first hat').length === 1 && command.deleted);
  expect(await orders.orders()).toHaveLength(1);
});

test('after the confirmation is sent: it is not sent again, an hour later either', async () => {
  const fault = orders.stage.sandbox.faults.add({ ...sends, drop: true, afterEffect: true });
  const command = sam.say('!newticket Bob A second hat', { files: [{ name: 'hat.txt', content: 'hat' }] });
  await killOnce(() => saying('A second hat').length === 1, fault, minutes(60));
  await ada.until(() => command.deleted);
  expect(saying('A second hat')).toHaveLength(1);
  const id = (await orders.orders()).at(-1)!.id;
  expect((await sam.slash('/order view', { id })).text).toContain('hat.txt');
});

test('after the order is completed: the confirmation comes, and goes after its five seconds', async () => {
  const id = await orders.make();
  const fault = orders.stage.sandbox.faults.add({ ...deletes, status: 503 });
  const command = sam.say(`!completeorder ${id}`);
  await killOnce(async () => (await orders.order(id))?.state === 'completed', fault);
  await ada.until(() => command.deleted);
  await orders.advance(seconds(6));
  await ada.until(() => saying(`Order \`${id}\` is completed.`).length === 0);
  expect((await orders.order(id))?.state).toBe('completed');
});

test('a message that Discord tells of twice makes one order', async () => {
  const { faults } = orders.stage.sandbox;
  const twice = faults.add({ kind: 'event', event: 'MESSAGE_CREATE', action: 'duplicate' });
  const before = (await orders.orders()).length;
  const command = sam.say('!newticket Bob A third hat');
  await ada.until(() => command.deleted && saying('A third hat').length > 0);
  faults.remove(twice);
  await orders.advance(minutes(1));
  expect(saying('A third hat')).toHaveLength(1);
  expect(await orders.orders()).toHaveLength(before + 1);
});
