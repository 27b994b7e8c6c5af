import { afterAll, beforeAll, expect, test } from 'vitest';
import { days, minutes } from '../../stage/feature-stage.ts';
import { type ShopStage, startShop } from './shop-stage.ts';

/** Where what is sold comes from: files of items in all forms, staff, or nowhere; and what happens when it cannot be sent. */
let shop: ShopStage;

beforeAll(async () => {
  shop = await startShop({ env: { DATA_KEY: 'a-key-of-at-least-32-characters-for-tests' } });
});
afterAll(() => shop?.stage.stop());

test('files of items are read one a line, with commas as older bots wanted them, and as JSON; S6: none is stored twice', async () => {
  const { ada } = shop;
  await ada.slash('/product add', { name: 'Silver Key', price: '4' });
  const stock = (content: string) =>
    ada.slash('/product stock', { product: 'Silver Key', file: { name: 'items.txt', content } });
  expect((await stock('AAAA-1\nBBBB-2\n')).text).toContain('2 items added');
  const commas = await stock('BBBB-2,CCCC-3,DDDD-4');
  expect(commas.text).toContain('2 items added');
  expect(commas.text).toContain('1 was there already and was left out: item 1 of those you sent.');
  expect(commas.text).toContain('I cut it at its commas into 3 items');
  const json = await stock('["EEEE-5", {"user": "ada", "password": "p,1"}]');
  expect(json.text).toContain('2 items added to **Silver Key**. 6 can be sold now.');
  await ada.slash('/product stock', { product: 'Silver Key' });
  const typed = await ada.submit({ items: 'user@mail.com,pass123' });
  expect(typed.text).toContain('1 item added to **Silver Key**. 7 can be sold now.');
  await ada.slash('/stock withdraw', { product: 'Silver Key' });
  expect((await ada.submit({ items: 'user@mail.com,pass123' })).text).toContain(
    'number 7. 6 can be sold now',
  );
  expect((await stock('["EEEE-5", ')).text).not.toContain('added');
  expect((await stock('FFFF-6\0')).text).toContain('encoding UTF-8');
  expect((await stock('["\\u0000"]')).text).toContain('Item 1 has a sign');
});

test('a role is asked for where one is sold; what has no items yet is not on sale', async () => {
  const { ada, bob } = shop;
  const vip = { name: 'VIP', price: '1', kind: 'Role' };
  expect((await ada.slash('/product add', vip)).text).toContain('which role its buyers get');
  const empty = await ada.slash('/product add', { name: 'Empty Key', price: '4' });
  expect(empty.text).toContain('Customers see it once you add items with `/product stock`');
  expect((await bob.slash('/shop')).text).not.toContain('Empty Key');
  const list = await ada.slash('/product list');
  expect(list.text).toContain('0 items · not on sale yet: add items with `/product stock`');
  await ada.slash('/product stock', { product: 'Empty Key' });
  await ada.submit({ items: 'HHHH-8' });
  expect((await bob.slash('/shop')).text).toContain('Empty Key');
  await ada.slash('/stock withdraw', { product: 'Empty Key', numbers: '1' });
  expect((await bob.slash('/shop')).text).toMatch(/Empty Key.*\n.*sold out/);
});

test('a product of which nothing is sent gives a role: without one there is nothing to sell', async () => {
  const { ada } = shop;
  const wishes = { name: 'Good wishes', price: '1', supply: 'Nothing to send' };
  expect((await ada.slash('/product add', wishes)).text).toContain('needs a role');
  expect((await ada.slash('/product list')).text).not.toContain('Good wishes');
});

test('what staff write for each order waits for them, and comes to its buyer alone', async () => {
  const { ada, bob, sam, stage } = shop;
  await ada.slash('/product add', {
    name: 'Portrait',
    price: '20',
    supply: 'Written by staff for each order',
  });
  await shop.pays(bob, await shop.buys(bob, 'Portrait'), 'tx-0002-hand');
  const { id } = await shop.stands(bob, 'submitted', 'reserved');
  const approved = await sam.click('Approve', { on: await shop.card(id) });
  expect(approved.text).toContain('gets what you write for them');
  expect(approved.buttons).toContain('Write what they get');
  await shop.stands(bob, 'captured', 'manual');
  await bob.until(() => bob.dms(stage.account).shows('Staff prepare what you bought'));
  const told = (text: string) =>
    sam.sees('payments').messages.filter((message) => message.text.includes(text));
  await sam.until(() => told(`Order ${id} of @bob waits for you`).length === 1);
  for (const reminders of [1, 2]) {
    await shop.advance(days(1));
    await sam.until(() => told('1 order waits for you to write').length === reminders);
  }
  const card = await sam.until(() => {
    const shown = sam.sees('payments').messages.findLast(({ text }) => text.includes(`Payment of ${id}`));
    return shown?.buttons.includes('Write what they get') ? shown : undefined;
  });
  await sam.click('Write what they get', { on: card });
  expect((await sam.submit({ content: 'CANARY-HAND' })).text).toContain(`${id} is sent to its buyer`);
  await shop.stands(bob, 'captured', 'delivered');
  await bob.until(() => bob.dms(stage.account).shows('CANARY-HAND'));
  const details = await sam.slash('/details', { order: id });
  await sam.click('Send something else', { on: details });
  expect((await sam.submit({ content: 'CANARY-HAND-AGAIN', reason: 'A typing mistake' })).text).toContain(
    'gets what you sent instead',
  );
  await bob.until(() => bob.dms(stage.account).shows('CANARY-HAND-AGAIN'));
  await shop.stands(bob, 'captured', 'delivered');
  expect(
    sam
      .sees('payments')
      .messages.map(({ text }) => text)
      .join(),
  ).not.toContain('CANARY-HAND');
});

test('D3: what Discord does not take is sent again after a minute; the card says so, and nobody is bothered', async () => {
  const { bob, sam, stage } = shop;
  // A bot that has begun anew does not remember where it writes to Bob.
  await shop.atRest();
  await shop.crash();
  const refused = stage.sandbox.faults.add({
    kind: 'rest',
    method: 'POST',
    route: '/users/@me/channels',
    status: 403,
    code: 50013,
    times: 1,
  });
  const id = await shop.getsApproved(bob, 'Silver Key', 'tx-0003-late');
  await sam.until(() => stage.sandbox.faults.list().some(({ id, struck }) => id === refused && struck > 0));
  await sam.until(async () => (await shop.card(id)).text.includes('Sent again'));
  await shop.stands(bob, 'captured', 'allocated');
  await shop.advance(minutes(1) + 1);
  await shop.stands(bob, 'captured', 'delivered');
  await bob.until(() => bob.dms(stage.account).shows('AAAA-1'));
  const told = sam.sees('payments').messages.map(({ text }) => text);
  expect(told.filter((text) => text.includes('could not be delivered'))).toEqual([]);
});

test('D5: whoever has left gets it where the bot reaches them; else it waits, staff hear of it, and it comes when they are back', async () => {
  const { bob, sam, stage } = shop;
  const elsewhere = stage.guild('Elsewhere', { owner: 'olga' });
  for (const reached of [true, false]) {
    await shop.pays(bob, await shop.buys(bob, 'Silver Key'), `tx-away-${reached}`);
    const { id } = await shop.stands(bob, 'submitted', 'reserved');
    const card = await shop.card(id);
    bob.leaves();
    if (reached) {
      bob.joins(elsewhere);
    }
    await sam.click('Approve', { on: card });
    if (reached) {
      await shop.stands(bob, 'captured', 'delivered');
      elsewhere.kick(bob);
      bob.joins();
    } else {
      const { id } = await shop.stands(bob, 'captured', 'blocked');
      await sam.until(() =>
        sam.sees('payments').shows(`Order ${id} of @bob could not be delivered. The buyer has left`),
      );
      expect(shop.tim.sees('general').shows('@bob')).toBe(false);
      bob.joins();
      const delivered = async () =>
        (await shop.orders()).find((order) => order.id === id)?.fulfilment === 'delivered';
      expect(await bob.until(delivered)).toBe(true);
    }
    await bob.until(() =>
      bob.dms(stage.account).messages.some(({ text }) => text.includes(`Your purchase ${id}`)),
    );
  }
});
