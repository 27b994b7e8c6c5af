import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Reply } from '@guildhall/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { days, minutes } from '../../stage/feature-stage.ts';
import { type ShopStage, startShop } from './shop-stage.ts';

/** A program of the shop's owner that reports payments, and a service that whoever runs the bot has asked for prices. */
let shop: ShopStage;
let key: string;

/** What the service answers, as `SOL in USD`: a status and a body. */
const prices = new Map<string, readonly [number, unknown]>();
const service = createServer(({ url }, response) => {
  const [status, body] = prices.get(decodeURIComponent(url!.slice(1))) ?? [404, {}];
  response.writeHead(status).end(JSON.stringify(body));
});

const address = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
const transaction = (sign: string) => sign.repeat(64);

beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  shop = await startShop({
    env: {
      DATA_KEY: 'a-key-of-at-least-32-characters-for-tests',
      PUBLIC_URL: 'https://bot.example.com',
      RATE_SOURCE_URL: `http://127.0.0.1:${(service.address() as AddressInfo).port}/{COIN}%20in%20{CURRENCY}`,
      RATE_SOURCE_FIELD: 'data.amount',
    },
  });
  const { ada } = shop;
  await shop.sells('Golden Key', ['one', 'two', 'three', 'four', 'five', 'six']);
  await ada.slash('/payment-method add', { kind: 'btc' });
  await ada.submit({ name: 'Bitcoin', address });
  await ada.slash('/payment-method rate', { coin: 'BTC', price: '65000' });
});
afterAll(async () => {
  service.close();
  await shop?.stage.stop();
});

interface Sending {
  readonly by?: string;
  /** In seconds from now. */
  readonly at?: number;
}

/** Sends a report, as the owner's program does. @returns the status and the body. */
async function send(report: object, { by = key, at = 0 }: Sending = {}) {
  const { bot, clock } = shop.stage;
  const body = JSON.stringify(report);
  const time = Math.floor(clock.now() / 1_000) + at;
  const signature = createHmac('sha256', by).update(`${time}.${body}`).digest('hex');
  return post(body, { 'x-guildhall-signature': `t=${time},v1=${signature}` }, bot.url);
}

async function post(body: string, headers: Readonly<Record<string, string>>, url: string) {
  const address = `${url}/plugins/shop/payments?guild=${shop.guild.id}`;
  const answer = await fetch(address, { method: 'POST', body, headers });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const logs = () =>
  readdirSync(shop.stage.logs)
    .map((file) => readFileSync(join(shop.stage.logs, file), 'utf8'))
    .join('\n');

/** A payment of all that is due for an order. */
const payment = (order: string, change: object = {}) => ({
  type: 'payment',
  id: `payment-${order}`,
  reference: order,
  transaction: transaction('a'),
  amount: '0.0001537',
  currency: 'BTC',
  settled: true,
  at: new Date(shop.stage.clock.now()).toISOString(),
  ...change,
});

async function orders(by: 'eve' | 'bob'): Promise<{ id: string; shown: Reply }> {
  const shown = await shop.buys(shop[by], 'Golden Key', { method: 'Bitcoin' });
  return { id: (await shop.stands(shop[by], 'awaiting', 'reserved')).id, shown };
}

/** Switches a setting of the shop on, on whatever page of the screen it stands. */
async function switchOn(field: string): Promise<void> {
  const flip = `guildhall:setting-toggle:shop:${field}:on`;
  let page = await shop.ada.slash('/settings', { feature: 'shop' });
  while (!page.message!.button(flip)) {
    page = await shop.ada.click('Next page', { on: page });
  }
  await shop.ada.click(flip, { on: page });
}

test('nobody reports payments until the owner makes a key, which is shown to them alone', async () => {
  const { ada } = shop;
  expect((await ada.slash('/payment-source show')).text).toContain('No program reports payments');
  expect((await send({ type: 'rates' }, { by: 'guess' })).status).toBe(401);
  const made = await ada.slash('/payment-source on');
  expect(made.message!.ephemeral).toBe(true);
  expect(made.text).toContain(`https://bot.example.com/plugins/shop/payments?guild=${shop.guild.id}`);
  key = /[A-Za-z0-9_-]{43}/.exec(made.text)![0];
  expect((await ada.slash('/payment-source show')).text).toContain('A program reports payments. @ada made');
});

test('a report with no signature, a wrong one or an old one is refused, and so is one that nobody can read', async () => {
  const { url } = shop.stage.bot;
  expect((await post('{}', {}, url)).status).toBe(401);
  expect((await send(payment('x'), { by: 'somebody else' })).status).toBe(401);
  expect(await send(payment('x'), { at: -301 })).toMatchObject({
    status: 401,
    body: { error: expect.stringContaining('too old') },
  });
  expect(await send({ ...payment('x'), amount: 1 })).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining('amount') },
  });
  expect(await shop.stage.database.rows('select * from shop__sighting')).toEqual([]);
});

test('a payment that a program saw is on the card; staff approve it; the same report again does nothing', async () => {
  const { eve, sam } = shop;
  const { id } = await orders('eve');
  expect(await send(payment(id))).toEqual({ status: 200, body: { result: 'noted' } });
  await shop.stands(eve, 'submitted', 'reserved');
  const card = await shop.card(id);
  for (const text of ['0.0001537 BTC', 'settled', 'Paid in full.']) {
    expect(card.shows(text), text).toBe(true);
  }
  expect(await send(payment(id))).toEqual({ status: 200, body: { result: 'known' } });
  await sam.click('Approve', { on: card });
  await shop.stands(eve, 'captured', 'delivered');
});

test('too little, too much and too late: staff read how much', async () => {
  const { sam } = shop;
  const { id } = await orders('bob');
  await send(payment(id, { transaction: transaction('b'), id: 'b', amount: '0.0001' }));
  await sam.until(() => sam.sees('payments').shows('0.0000537 BTC too little'));
  await send(payment(id, { transaction: transaction('c'), id: 'c', amount: '0.001' }));
  await sam.until(() => sam.sees('payments').shows('0.0009463 BTC too much'));

  const late = await orders('eve');
  await shop.advance(61 * 60_000);
  await shop.stands(shop.eve, 'expired', 'released');
  await shop.ada.slash('/payment-method rate', { coin: 'BTC', price: '65000' });
  await send(payment(late.id, { transaction: transaction('d'), id: 'd' }));
  await shop.stands(shop.eve, 'late', 'released');
  await sam.until(() => sam.sees('payments').shows('It came after the time to pay.'));
  expect((await shop.card(late.id)).shows('Paid in full.')).toBe(true);
});

test('a payment that belongs to no order is told to staff after an hour, if nobody says that it is theirs', async () => {
  const { sam } = shop;
  const stray = payment('NC', { transaction: transaction('e'), id: 'e', reference: 'Rent', amount: '0.5' });
  expect((await send(stray)).body).toEqual({ result: 'unplaced' });
  await shop.advance(61 * 60_000);
  await sam.until(() => sam.sees('payments').shows('A payment of 0.5 BTC came'));
});

test('the owner lets settled payments through without staff', async () => {
  const { bob } = shop;
  await shop.ada.slash('/payment-method rate', { coin: 'BTC', price: '65000' });
  await switchOn('approveSeen');
  const { id } = await orders('bob');
  await send(payment(id, { transaction: transaction('f'), id: 'f', settled: false }));
  await shop.stands(bob, 'submitted', 'reserved');
  expect((await send(payment(id, { transaction: transaction('f'), id: 'f' }))).body).toEqual({
    result: 'noted',
  });
  await shop.stands(bob, 'captured', 'delivered');
});

test('what is short by fees is let pass where the owner says so: staff read what is missing, the books have what came', async () => {
  const { bob, sam, stage } = shop;
  await shop.choose('shortBy', '1');
  const { id, shown } = await orders('bob');
  // Its buyer names it, so staff look at it.
  const short = { id: '9', reference: undefined, transaction: transaction('9'), amount: '0.0001522' };
  await send(payment(id, short));
  await shop.pays(bob, shown, transaction('9'));
  await shop.stands(bob, 'submitted', 'reserved');
  const words = '0.0000015 BTC too little, which is within the 1 % that you let pass';
  const card = await sam.until(async () => {
    const shown = await shop.card(id);
    return shown.shows(words) ? shown : undefined;
  });
  await sam.click('Approve', { on: card });
  await shop.stands(bob, 'captured', 'delivered');
  const sql = 'select captured from shop__order where id = ?';
  const [row] = await stage.database.rows<{ captured: number }>(sql, id);
  expect(Number(row!.captured)).toBe(990);
  expect((await sam.slash('/details', { order: id })).text).toContain('$9.90 came in');
});

test('a program tells what coins cost', async () => {
  await shop.advance(5_000);
  const rates = [{ coin: 'BTC', currency: 'USD', price: '99900' }];
  expect((await send({ type: 'rates', rates })).body).toEqual({ result: 1 });
  const { shown } = await orders('eve');
  expect(shown.text).toContain('0.0001\n');
});

test('a new key ends the old one; the key is nowhere in the logs and the database', async () => {
  const { ada, stage } = shop;
  const old = key;
  key = /[A-Za-z0-9_-]{43}/.exec((await ada.slash('/payment-source on')).text)![0];
  const rates = [{ coin: 'LTC', currency: 'USD', price: '80' }];
  expect((await send({ type: 'rates', rates }, { by: old })).status).toBe(401);
  expect((await send({ type: 'rates', rates })).status).toBe(200);
  const rows = await stage.database.rows('select * from shop__source_key');
  expect(rows).toHaveLength(1);
  expect(logs() + JSON.stringify(rows)).not.toContain(key);
  await ada.slash('/payment-source off');
  expect((await send({ type: 'rates', rates })).status).toBe(401);
});

test('a service tells what a coin costs: its owner types nothing, a buyer reads the exact amount; what it says while it is broken does not count', async () => {
  const { ada, eve, sam } = shop;
  const doctor = async () => (await ada.slash('/doctor')).text;
  const notices = () =>
    sam.sees('payments').messages.filter(({ text }) => text.includes('/payment-method rate coin:SOL'));
  const lists = (text: string) => async () => (await ada.slash('/payment-method list')).text.includes(text);
  prices.set('SOL in USD', [200, { data: { amount: '150.25' } }]);
  await ada.slash('/payment-method add', { kind: 'sol' });
  const address = 'mvines9iiHiQTysrwkJjGf2gb9Ex9jXJX8ns3qwf2kN';
  const added = await ada.submit({ name: 'Solana', address, again: address });
  expect(added.text).toContain('What SOL costs is asked at 127.0.0.1');
  await ada.until(lists('1 SOL = 150.25 USD · from 127.0.0.1 · '));
  const order = await shop.buys(eve, 'Golden Key', { method: 'Solana' });
  // 9.99 / 150.25, rounded up to the eighth digit.
  expect(order.text).toContain('0.06648919');
  expect(order.text).toContain('1 SOL = 150.25 USD, as of');

  prices.set('SOL in USD', [500, {}]);
  await shop.advance(minutes(3));
  await ada.until(async () => (await doctor()).includes('it answered with the number 500'));
  expect(await doctor()).toContain('127.0.0.1 does not say what SOL costs in USD');
  expect(logs()).toContain('the rate source does not say what a coin costs');
  expect(await lists('Nobody can choose it now')()).toBe(false);
  prices.set('SOL in USD', [200, { data: { amount: '-150' } }]);
  await shop.advance(minutes(10));
  await ada.until(async () => (await doctor()).includes('I find no price in its answer'));
  await shop.advance(days(1));
  expect(await doctor()).toContain('The rate of SOL in USD is too old');
  await sam.until(() => notices().length === 1);
  expect(await lists('coin:SOL')()).toBe(true);

  prices.set('SOL in USD', [200, { data: { amount: 160 } }]);
  await shop.advance(minutes(31));
  await ada.until(lists('1 SOL = 160 USD'));
  expect(await doctor()).not.toContain('SOL');
  const typed = await ada.slash('/payment-method rate', { coin: 'SOL', price: '170' });
  expect(typed.text).toContain('It counts before what 127.0.0.1 says');
  // When it is too old, the service is asked, and staff need to do nothing.
  await shop.advance(days(1));
  await ada.until(lists('1 SOL = 160 USD'));
  expect(notices()).toHaveLength(1);
  await ada.slash('/payment-method rate', { coin: 'SOL', price: '170' });
  const removed = await ada.slash('/payment-method remove-rate', { rate: 'SOL USD' });
  expect(removed.text).toContain('127.0.0.1 is asked and says it anew');
  await ada.until(lists('1 SOL = 160 USD'));
});
