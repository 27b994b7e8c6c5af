import type { Member, Reply, ShownMessage } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pluginFiles, until } from '../host/third-party.ts';
import { startTickets, type TicketsStage } from './tickets-stage.ts';

/** Orders that are named in tickets are looked up where they are kept: with the orders, and in the shop. */
let tickets: TicketsStage;
let ada: Member;
let sam: Member;
let eve: Member;
let bob: Member;
/** Eve's and Bob's order. */
let own: string;
let foreign: string;

/** A shop with one purchase of Eve's, which is paid once somebody says so. */
const shop = (eve: string, state: string) =>
  pluginFiles('shop', {
    declares: "provides: ['shop'],",
    setup: `host.provide('shop', {
      find: async (guild, typed) => typed.trim().toUpperCase() !== 'SHOP-1' ? 'no-such-purchase' : {
        id: 'SHOP-1', guild, buyer: '${eve}', state: '${state}', product: 'A golden sword', quantity: 2,
        total: { amount: 2550, currency: 'USD' }, payment: 'PayPal', createdAt: new Date('2026-11-01T12:00:00Z'),
      },
    });`,
  });

const refusal = 'You have no order with this id';

beforeAll(async () => {
  tickets = await startTickets({ plugins: ['tickets', 'orders'] });
  ({ ada, sam, eve, bob } = tickets);
  const staff = tickets.guild.role('Support');
  await ada.slash('/ticket-types', { template: 'Product issue', staff });
});
afterAll(() => tickets?.stage.stop());

/** Opens the form and sends it with an order id. */
async function issue(by: Member, order: string): Promise<Reply> {
  await by.slash('/ticket create', { type: 'Product issue' });
  return by.submit({ Subject: 'It broke', 'Order id': order, Description: 'In two' });
}

/** The message with the answers in the channel of somebody's ticket; lists that people see alone have no such button. */
async function shownTo(person: Member, creator: Member, text: string) {
  const { channel } = (await tickets.tickets()).findLast((row) => row.creator === creator.id)!;
  const isIt = (message: ShownMessage) =>
    message.buttons.includes('Look again') && message.text.includes(text);
  return person.until(() => person.sees(channel!).messages.find(isIt));
}

test('while nobody knows orders, an id is taken as it is, and staff read that they must check it', async () => {
  await (await issue(bob, 'anything-1')).until('is ready');
  expect((await shownTo(sam, bob, 'Nobody could look this order up')).text).toContain('anything-1');
});

test('an id that nobody has and that of somebody else are refused in the same words, and nothing typed is lost', async () => {
  await ada.slash('/features enable', { feature: 'orders' });
  await ada.until(() => ada.commands().includes('/order new'));
  const make = async (customer: Member) => {
    const made = await ada.slash('/order new', {
      customer: customer.mention,
      details: 'A red house',
      price: '$20',
    });
    return /ORD-[0-9A-Z]{7}-[0-9A-Z]{6}/.exec(made.text)![0];
  };
  [own, foreign] = [await make(eve), await make(bob)];
  const said: string[] = [];
  let answer = await issue(eve, foreign);
  for (const id of ['ORD-0000000-000000', 'no id at all', foreign]) {
    said.push(answer.text.replaceAll(/ORD-\S+|no id at all/g, ''));
    await eve.click('Correct it', { on: answer });
    expect(eve.modal?.field('Description').value).toBe('In two');
    answer = await eve.submit({ 'Order id': id });
  }
  expect(said[0]).toContain(refusal);
  expect(new Set(said).size).toBe(1);
  await eve.click('Correct it', { on: answer });
  await (await eve.submit({ 'Order id': own.toLowerCase() })).until('is ready');
});

test('the ticket shows how the order stands, and again when somebody looks again', async () => {
  const shown = await shownTo(sam, eve, `Order ${own}`);
  expect(shown.text).toContain('A red house');
  expect(shown.text).toMatch(/Status\W+Open/);
  expect(shown.text).toContain('$20.00');
  await ada.slash('/order complete', { id: own });
  await sam.click('Look again', { on: shown });
  await sam.until(() => /Status\W+Completed/.test(shown.text));
});

test('staff may name the order of anybody; the channel shows no more of it than its members may know', async () => {
  const { channel } = (await tickets.tickets()).findLast((row) => row.creator === eve.id)!;
  const place = { in: channel! };
  const list = await sam.slash('/ticket answers', {}, place);
  await sam.select('Change an answer', 'Order id', { on: list });
  const changed = await sam.submit({ 'Order id': foreign });
  expect(changed.text).toContain(`Order ${foreign}`);
  expect(changed.text).toContain('A red house');
  const shown = await shownTo(eve, eve, 'There is no order of this id');
  expect(shown.text).not.toContain('A red house');
});

test('a purchase in the shop shows product, total, payment method and date', async () => {
  await tickets.stage.plugins.write('shop', shop(eve.id, 'paid'));
  await until(tickets.stage, 'shop', { state: 'running' });
  await ada.slash('/features enable', { feature: 'shop' });
  const { channel } = (await tickets.tickets()).findLast((row) => row.creator === eve.id)!;
  const list = await eve.slash('/ticket answers', {}, { in: channel! });
  await eve.select('Change an answer', 'Order id', { on: list });
  await eve.submit({ 'Order id': 'shop-1' });
  const shown = await shownTo(eve, eve, 'Order SHOP-1');
  expect(shown.text).toContain('2 × A golden sword');
  expect(shown.text).toContain('$25.50');
  expect(shown.text).toContain('PayPal');
  expect(shown.text).toMatch(/Status\W+Paid/);
  expect(shown.text).toContain('Date');

  await tickets.stage.plugins.write('shop', shop(eve.id, 'delivered'));
  await eve.until(async () => {
    await eve.click('Look again', { on: shown });
    return /Status\W+Delivered/.test(shown.text);
  });
});
