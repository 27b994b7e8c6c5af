import type { Member, ShownMessage } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seconds } from '../../stage/feature-stage.ts';
import { type OrdersStage, startOrders } from './orders-stage.ts';

/** Orders by typed commands, as the bot before took them. */
let orders: OrdersStage;
let ada: Member;
let sam: Member;
let tim: Member;
let eve: Member;

beforeAll(async () => {
  orders = await startOrders();
  ({ ada, sam, tim, eve } = orders);
});
afterAll(() => orders?.stage.stop());

const idIn = (text: string) => /ORD-[0-9A-Z]{7}-[0-9A-Z]{6}/.exec(text)?.[0];

/** Waits for a message of the bot. */
function said(text: string, place = 'general'): Promise<ShownMessage> {
  return ada.until(() =>
    ada.sees(place).messages.findLast((one) => one.author === 'Guildhall' && one.shows(text)),
  );
}

/** Makes an order by a typed command. @returns its id. */
async function typed(command: string, place = 'general'): Promise<string> {
  const before = (await orders.orders()).length;
  sam.say(command, { in: place });
  await ada.until(async () => (await orders.orders()).length > before);
  const { id } = (await orders.orders()).at(-1)!;
  await said(id, place);
  return id;
}

test('!newticket makes an order, shows it, and removes the command', async () => {
  const command = sam.say('!newticket "Bob Brown" A red house\nwith two floors');
  const card = await said('A red house');
  const [row] = await orders.orders();
  expect(row).toMatchObject({
    customer_name: 'Bob Brown',
    details: 'A red house\nwith two floors',
    customer: null,
  });
  expect(idIn(card.text)).toBe(row!.id);
  expect(card.text).toMatch(/Order received[\s\S]*Bob Brown[\s\S]*#general/);
  expect(card.text).toMatch(/\w+ \d+, \d{4} at \d\d:\d\d [AP]M E[SD]T/);
  await ada.until(() => command.deleted);
  expect(card.text).not.toContain('Manage Messages');
});

test('a member who is mentioned is the customer; a name in curly quotes is a name', async () => {
  const of = await typed(`!newticket <@${eve.id}> Two hats`);
  expect((await orders.order(of))?.customer).toBe(eve.id);
  const by = await typed('!newticket “Ann Lee” Three hats');
  expect((await orders.order(by))?.customer_name).toBe('Ann Lee');
});

test('without a customer or details it says how to write it, and the command stays', async () => {
  const before = (await orders.orders()).length;
  for (const text of ['!newticket', '!newticket Bob', '!newticket "Bob Brown"']) {
    const command = sam.say(text);
    const answer = await said('Write it so: `!newticket <customer> <details>`');
    expect(command.deleted).toBe(false);
    ada.deletes(answer);
  }
  expect(await orders.orders()).toHaveLength(before);
});

test('!completeorder marks it done, confirms, and removes both the command and the confirmation after five seconds', async () => {
  const id = await typed('!newticket Bob Four hats');
  const command = sam.say(`!completeorder ${id.toLowerCase()}`);
  const confirmation = await said(`Order \`${id}\` is completed.`);
  expect((await orders.order(id))?.state).toBe('completed');
  await ada.until(() => command.deleted);
  expect(confirmation.deleted).toBe(false);
  await orders.advance(seconds(6));
  await ada.until(() => confirmation.deleted);
});

test('two of staff who type it at once: one is confirmed, the other is told who was first', async () => {
  const id = await typed('!newticket Bob Five hats');
  sam.say(`!completeorder ${id}`);
  tim.say(`!completeorder ${id}`);
  await said(`Order \`${id}\` is completed.`);
  expect((await said('is completed already, by')).text).toMatch(/by @(sam|tim)/);
});

test('a mistyped id is told apart from an unknown one', async () => {
  sam.say('!completeorder ORD-0000000-000001');
  expect((await said('has a typing mistake')).text).toContain('ORD-0000000-000001');
  sam.say('!completeorder ORD-0000000-000000');
  expect((await said('There is no order')).text).toContain('ORD-0000000-000000');
  sam.say('!completeorder');
  await said('Write the id of the order: `!completeorder ORD-7K3M9QX-T4B2Z0`');
});

test('!viewtickets shows the active orders, the oldest first, with pages', async () => {
  for (let count = 0; count < 9; count += 1) {
    await orders.make({ details: `House ${count}` });
  }
  const command = sam.say('!viewtickets');
  const list = await said('Page 1 of 2');
  await ada.until(() => command.deleted);
  const open = (await orders.orders()).filter(({ state }) => state === 'open');
  expect(open.length).toBeGreaterThan(10);
  expect([...list.text.matchAll(/ORD-[0-9A-Z]{7}-[0-9A-Z]{6}/g)].map(([id]) => id)).toEqual(
    open.slice(0, 10).map(({ id }) => id),
  );
  const next = await tim.click(list.buttons[1]!, { on: list });
  expect(next.text).toContain(open[10]!.id);
  expect((await eve.click(list.buttons[0]!, { on: list })).text).toContain('It is for staff');
});

test('files of a typed command are posted anew, and found after the command is gone', async () => {
  const command = sam.say('!newticket Bob A hat as in the picture', {
    files: [{ name: 'hat.txt', content: 'a tall hat' }],
  });
  const card = await said('as in the picture');
  await ada.until(() => command.deleted);
  expect(card.attachments).toMatchObject([{ name: 'hat.txt' }]);
  expect(await (await fetch(card.attachments[0]!.url)).text()).toBe('a tall hat');
  const id = idIn(card.text)!;
  const sql = 'select message, name from orders__attachment where "order" = ?';
  await ada.until(async () => (await orders.stage.database.rows(sql, id)).length > 0);
  expect(await orders.stage.database.rows(sql, id)).toEqual([{ message: card.id, name: 'hat.txt' }]);
});

test('whoever is not staff makes no orders', async () => {
  const before = (await orders.orders()).length;
  eve.say('!newticket Bob A free hat');
  await said('It is for staff');
  expect(await orders.orders()).toHaveLength(before);
});

test('where it may not delete, all works the same, and a quiet line says why the command stays', async () => {
  orders.guild.createChannel('locked', { overwrites: { Guildhall: { deny: ['ManageMessages'] } } });
  const command = sam.say('!newticket Bob Six hats', { in: 'locked' });
  const card = await said('Six hats', 'locked');
  expect(card.text).toContain('I may not remove messages here');
  const id = idIn(card.text)!;
  sam.say(`!completeorder ${id}`, { in: 'locked' });
  const confirmation = await said(`Order \`${id}\` is completed.`, 'locked');
  sam.say('!viewtickets', { in: 'locked' });
  await said('Page 1', 'locked');
  await orders.advance(seconds(6));
  await ada.until(() => confirmation.deleted);
  expect(command.deleted).toBe(false);
});

test('a server may keep typed commands', async () => {
  const page = await ada.slash('/settings', { feature: 'orders' });
  const flip = 'guildhall:setting-toggle:orders:removeTyped:off';
  const screen = page.message!.button(flip) ? page : await ada.click('Next page', { on: page });
  await ada.click(flip, { on: screen });
  const command = sam.say('!newticket Bob Seven hats', { files: [{ name: 'a.txt', content: 'x' }] });
  const card = await said('Seven hats');
  expect(card.attachments).toEqual([]);
  const sql = 'select message from orders__attachment where "order" = ?';
  await ada.until(async () => (await orders.stage.database.rows(sql, idIn(card.text)!)).length > 0);
  expect(await orders.stage.database.rows(sql, idIn(card.text)!)).toEqual([{ message: command.id }]);
  expect(command.deleted).toBe(false);
  expect(card.text).not.toContain('I may not remove');
});
