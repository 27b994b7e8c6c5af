import type { Member } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OrdersStage, startOrders } from './orders-stage.ts';

/** The slash commands for one order, with all that can be said in them. */
let orders: OrdersStage;
let sam: Member;
let tim: Member;
let eve: Member;

beforeAll(async () => {
  orders = await startOrders();
  ({ sam, tim, eve } = orders);
});
afterAll(() => orders?.stage.stop());

test('an order is made with customer, details, channel, price and due date', async () => {
  const made = await sam.slash('/order new', {
    customer: eve.mention,
    details: 'A red house\nwith a **door**',
    channel: 'other',
    price: '$25.50',
    due: '15 January 2031 3:30pm',
  });
  for (const shown of [
    'A red house\nwith a \\*\\*door\\*\\*',
    'Customer: @eve',
    'Status: Received',
    'Channel: #other',
    'Price: $25.50',
    'Due: January 15, 2031 at 03:30 PM EST (2031-01-15 20:30 UTC)',
  ]) {
    expect(made.text).toContain(shown);
  }
  expect((await orders.orders()).at(-1)).toMatchObject({
    customer: eve.id,
    channel: orders.guild.channel('other').id,
    price: 2550,
    currency: 'USD',
  });
});

test('a file stays with its order: the confirmation carries it, and the card leads there', async () => {
  const file = { name: 'plan.txt', content: 'Four walls' };
  const made = await sam.slash('/order new', { customer: 'Bob', details: 'A house by plan', file });
  expect(made.message!.attachments).toMatchObject([{ name: 'plan.txt', size: 10 }]);
  const id = (await orders.orders()).at(-1)!.id;
  // The file is written down when Discord has it.
  await sam.until(async () => (await orders.order(id))?.version === 2);
  const card = await sam.slash('/order view', { id });
  expect(card.text).toContain(
    `Files: [plan.txt](https://discord.com/channels/${orders.guild.id}/${made.message!.record.channel.id}/${made.message!.id})`,
  );
  expect((await sam.slash('/order history', { id })).text).toContain('@sam: added a file: plan.txt');
});

test('a file that is too large to be kept is told; the order is made', async () => {
  const file = { name: 'film.bin', content: new Uint8Array(10 * 1024 * 1024 + 1) };
  const made = await sam.slash('/order new', { customer: 'Bob', details: 'A house by film', file });
  expect(made.text).toMatch(/The file is too large[\s\S]*Order received/);
  expect((await orders.orders()).at(-1)).toMatchObject({ details: 'A house by film', version: 1 });
});

test('a member who is none is told apart from a name, and can be mended', async () => {
  const hint = /There is no member .*@nobody here.*`\/order edit`/;
  const made = await sam.slash('/order new', { customer: '@nobody', details: 'A hat' });
  expect(made.text).toMatch(hint);
  const id = /ORD-\w{7}-\w{6}/.exec(made.text)![0];
  expect((await sam.slash('/order edit', { id, customer: 'Nobody' })).text).not.toContain(
    'There is no member',
  );
  expect((await sam.slash('/order edit', { id, customer: '@nobody' })).text).toMatch(hint);
  expect((await sam.slash('/order edit', { id, customer: '@eve' })).text).not.toContain('There is no member');
});

test('an order is talked about in a thread', async () => {
  const thread = sam.startsThread('general', 'ticket 7', 'Hello');
  const id = await orders.make({ channel: thread.id });
  expect((await sam.slash('/order view', { id })).text).toContain('Channel: #ticket 7');
});

test('what is wrong in an order is told, and no order is made', async () => {
  const before = (await orders.orders()).length;
  const wrong = async (inputs: Record<string, string>) =>
    (await sam.slash('/order new', { customer: 'Bob', details: 'A house', ...inputs })).text;
  expect(await wrong({ price: 'a lot' })).toContain('I do not understand the price `a lot`');
  expect(await wrong({ price: '-5' })).toContain('I do not understand the price');
  expect(await wrong({ due: 'some day' })).toContain('I do not understand the due date `some day`');
  expect(await wrong({ due: '1 January 2001' })).toContain('or it is over');
  expect(await wrong({ details: '   ' })).toContain('The details must have 1 to 2000 characters');
  expect(await wrong({ customer: ' ' })).toContain("The customer's name must have 1 to 100 characters");
  expect(await orders.orders()).toHaveLength(before);
});

test('prices are in the currency of the server when nobody names one', async () => {
  await orders.choose('currency', 'Euro (EUR)');
  expect((await sam.slash('/order new', { customer: 'Bob', details: 'x', price: '7,50' })).text).toContain(
    'Price: €7.50',
  );
  await orders.choose('currency', 'US Dollar (USD)');
});

test('a mistyped id is told apart from one that nobody has, and from what is none', async () => {
  const id = await orders.make();
  const typed = (text: string) => sam.slash('/order view', { id: text }).then(({ text }) => text);
  expect(
    await typed(id.toLowerCase().replace('ord-', '').replaceAll('0', 'o').replaceAll('1', 'l')),
  ).toContain(id);
  const wrong = id.slice(0, -1) + (id.endsWith('7') ? '8' : '7');
  expect(await typed(wrong)).toContain(`\`${wrong}\` has a typing mistake`);
  expect(await typed('ORD-7K3M9QX-T4B2Z0')).toContain(
    'There is no order `ORD-7K3M9QX-T4B2Z0` on this server',
  );
  expect(await typed('Bob')).toContain('`Bob` is not an order id');
});

test('an order of another server is not there', async () => {
  const elsewhere = orders.stage.guild('Elsewhere', {
    owner: 'olaf',
    permissions: ['ViewChannel', 'SendMessages', 'EmbedLinks'],
  });
  const { owner } = elsewhere;
  await owner.until(() => owner.commands().includes('/features enable'));
  await owner.slash('/features enable', { feature: 'orders' });
  await owner.until(() => owner.commands().includes('/order view'));
  const id = await orders.make();
  expect((await owner.slash('/order view', { id })).text).toContain(
    `There is no order \`${id}\` on this server`,
  );
  expect((await owner.slash('/order complete', { id })).text).toContain('There is no order');
  expect((await owner.slash('/order list', { status: 'All orders' })).text).not.toContain('ORD-');
  expect((await owner.autocomplete('/order view', { id: '' })).choices).toEqual([]);
});

test('an order is given to staff, to oneself and to nobody, and to no one else', async () => {
  const id = await orders.make();
  const assign = async (inputs: Record<string, Member | boolean> = {}) =>
    (await sam.slash('/order assign', { id, ...inputs })).text;
  expect(await assign()).toContain('Who works on it: @sam');
  expect(await assign()).toContain('@sam works on order');
  expect(await assign({ to: tim })).toContain('Who works on it: @tim');
  expect(await assign({ to: eve })).toContain('@eve may not work on orders');
  expect((await sam.slash('/order assign', { id, to: orders.stage.account })).text).toContain(
    'may not work on orders',
  );
  expect(await assign({ nobody: true })).toContain('Nobody works on order');
  expect(await assign({ nobody: true })).toContain(`Nobody works on order \`${id}\`.`);
  expect(await orders.order(id)).toMatchObject({ assignee: null, version: 4 });
});

test('the status is set by name or by the choice, to a step or to an end', async () => {
  const id = await orders.make();
  const status = (status: string) => sam.slash('/order status', { id, status });
  expect((await status('ready')).text).toContain('Status: Ready');
  expect((await status('In PROGRESS')).text).toContain('Status: In progress');
  expect((await status('in-progress')).text).toContain('is on that step already');
  expect((await status('Painted')).text).toContain('There is no such step');
  expect((await status('Cancelled')).modal!.title).toBe('Cancel this order');
  sam.dismissModal();
  expect((await status('Completed')).text).toContain('Status: Completed');
  expect((await status('ready')).text).toContain('is closed. Open it again');
  expect((await sam.slash('/order reopen', { id })).text).toContain('Status: In progress');
  expect((await sam.slash('/order reopen', { id })).text).toContain('there is nothing to open again');
});

test('an order is edited by options; a dash takes price and due date away', async () => {
  const id = await orders.make({ price: '5', due: 'in 3 days' });
  const edit = async (inputs: Record<string, string>) =>
    (await sam.slash('/order edit', { id, ...inputs })).text;
  expect(await edit({ details: 'A green house', price: '6 EUR', channel: 'other' })).toMatch(
    /A green house[\s\S]*Channel: #other[\s\S]*Price: €6\.00/,
  );
  expect(await edit({ details: 'A green house' })).toContain('nothing was changed');
  const bare = await edit({ price: '-', due: '-' });
  expect(bare).toContain('is changed');
  expect(bare).not.toContain('Price:');
  expect(bare).not.toContain('Due:');
  expect(await edit({ customer: '@eve' })).toContain('Customer: @eve');
});

test('everybody reads it in their own language', async () => {
  const id = await orders.make({ price: '1234.5' });
  const ana = orders.guild.member('ana', { roles: ['Staff'] });
  ana.user.locale = 'es-ES';
  await ana.until(() => ana.commands().includes('/order view'));
  const card = await ana.slash('/order view', { id });
  expect(card.text).toMatch(/Precio: 1234,50\sUS\$[\s\S]* de \d{4} a las \d\d:\d\d GMT-/);
  expect(card.buttons).toEqual(expect.arrayContaining(['Completar', 'Trabajo en él', 'Historial']));
  expect((await ana.click('Trabajo en él', { on: card })).text).toContain(
    'Se cambió quién trabaja en el pedido',
  );
});
