import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seconds } from '../../stage/feature-stage.ts';
import { type ShopStage, startShop } from './shop-stage.ts';

/** A purchase from the shop to the goods. */
let shop: ShopStage;

/** What is sold: it must be read by its buyer, and nowhere else. */
const secrets = ['CANARY-AAAA-1', 'CANARY-BBBB-2', 'CANARY-CCCC-3', 'CANARY-DDDD-4'];

beforeAll(async () => {
  shop = await startShop({ env: { DATA_KEY: 'a-key-of-at-least-32-characters-for-tests' } });
  await shop.sells('Golden Key', secrets);
});
afterAll(() => shop?.stage.stop());

test('a customer buys, staff approve, and the oldest item comes by direct message', async () => {
  const { eve, sam, stage } = shop;
  const order = await shop.buys(eve, 'Golden Key');
  expect(order.text).toContain('Pay **$9.99** by **Bank**');
  expect(order.text).toContain('Send it to account 42.');
  expect((await shop.pays(eve, order, 'tx-0001-abcd')).text).toContain('Staff will check your payment');

  const { id } = await shop.stands(eve, 'submitted', 'reserved');
  const card = await shop.card(id);
  expect(card.text).toContain('tx-0001-abcd');
  expect((await sam.click('Approve', { on: card })).text).toContain(`${id} is approved`);
  await shop.stands(eve, 'captured', 'delivered');
  const dm = await eve.until(() => eve.dms(stage.account).messages.at(-1));
  expect(dm.text).toContain(secrets[0]);

  const mine = await eve.slash('/my-purchases');
  const purchase = await eve.select('Look at one', id, { on: mine });
  const shown = await eve.click('Show what I bought', { on: purchase });
  expect(shown.text).toContain(secrets[0]);
  expect(shown.message!.ephemeral).toBe(true);
});

test('T5: nobody of staff approves their own order; D3: who takes no direct messages finds it in /my-purchases', async () => {
  const { sam, tim, stage } = shop;
  sam.closeDms();
  await shop.pays(sam, await shop.buys(sam, 'Golden Key'), 'tx-0002-abcd');
  const { id } = await shop.stands(sam, 'submitted', 'reserved');
  const card = await shop.card(id);
  expect((await sam.click('Approve', { on: card })).text).toContain('This is your own order');
  await tim.click('Approve', { on: card });
  await shop.stands(sam, 'captured', 'blocked');
  await sam.until(() => sam.sees('general').shows('@sam Your purchase waits for you'));
  // Others read it, too: it does not say which order it was.
  expect(tim.sees('general').shows(id)).toBe(false);
  const told = `Order ${id} of @sam could not be delivered. The buyer takes no direct messages`;
  await tim.until(() => tim.sees('payments').shows(told));
  await shop.advance(seconds(6));
  await tim.until(async () => (await shop.card(id)).text.includes('The buyer takes no direct messages'));
  expect(
    sam
      .dms(stage.account)
      .messages.map(({ text }) => text)
      .join(),
  ).not.toContain(secrets[1]);
  const purchase = await sam.select('Look at one', id, { on: await sam.slash('/my-purchases') });
  expect((await sam.click('Show what I bought', { on: purchase })).text).toContain(secrets[1]);
  await shop.stands(sam, 'captured', 'delivered');
});

test('words that somebody wrote before may be written again', async () => {
  const { bob } = shop;
  const order = await shop.buys(bob, 'Golden Key');
  expect((await shop.pays(bob, order, 'tx-0001-abcd')).text).toContain('Staff will check your payment');
});

test('D1: a bot that dies while staff approve delivers after its start', async () => {
  const { bob, sam, stage } = shop;
  const { id } = await shop.stands(bob, 'submitted', 'reserved');
  const card = await shop.card(id);
  const held = shop.hold('POST', '/users/@me/channels');
  void sam.click('Approve', { on: card }).catch(() => {});
  await held.struck();
  await sam.until(async () =>
    (await shop.orders()).some((one) => one.id === id && one.payment === 'captured'),
  );
  await shop.crash();
  held.letGo();
  await shop.stands(bob, 'captured', 'delivered');
  await bob.until(() => bob.dms(stage.account).shows(secrets[2]!));
  const texts = bob.dms(stage.account).messages.map(({ text }) => text);
  expect(texts.filter((text) => text.includes(secrets[2]!))).toHaveLength(1);
});

test('an order that nobody pays in time gives its item back', async () => {
  const { eve } = shop;
  await shop.buys(eve, 'Golden Key');
  await shop.stands(eve, 'awaiting', 'reserved');
  await shop.advance(61 * 60_000);
  await shop.stands(eve, 'expired', 'released');
  expect((await shop.buys(eve, 'Golden Key')).text).toContain('Pay **$9.99**');
});

test('S7: what is sold stands in no channel of the server where others read, no log and nowhere in the database', async () => {
  const { stage, guild } = shop;
  const channels = [...guild.record.channels.values()].flatMap(({ messages }) =>
    [...messages.values()]
      .filter(({ visibleTo }) => visibleTo === undefined)
      .map(({ content, embeds }) => JSON.stringify([content, embeds])),
  );
  const logs = readdirSync(stage.logs).map((file) => readFileSync(join(stage.logs, file), 'utf8'));
  const printed = stage.bot.logs().map(({ text }) => text);
  const tables = await stage.database.tables();
  expect(tables).toContain('shop__deliverable');
  const rows = await Promise.all(tables.map((table) => stage.database.rows(`select * from "${table}"`)));
  const all = [...channels, ...logs, ...printed, JSON.stringify(rows)].join('\n');
  expect(all).toContain(guild.id);
  for (const secret of secrets) {
    expect(all).not.toContain(secret);
  }
});
