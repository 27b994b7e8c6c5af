import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../../stage/feature-stage.ts';
import { type ShopStage, startShop } from './shop-stage.ts';

/** Where what is sold comes from: files of items in all forms, staff, or nowhere; and what happens when it cannot be sent. */
let shop: ShopStage;

beforeAll(async () => {
  shop = await startShop({ env: { DATA_KEY: 'a-key-of-at-least-32-characters-for-tests' } });
}, 60_000);
afterAll(() => shop?.stage.stop());

test('files of items are read one a line, with commas as older bots wanted them, and as JSON; S6: none is stored twice', async () => {
  const { ada } = shop;
  await ada.slash('/product add', { name: 'Silver Key', price: '4' });
  const stock = (content: string) =>
    ada.slash('/product stock', { product: 'Silver Key', file: { name: 'items.txt', content } });
  expect((await stock('AAAA-1\nBBBB-2\n')).text).toContain('2 items added');
  const commas = await stock('BBBB-2,CCCC-3,DDDD-4');
  expect(commas.text).toContain('2 items added');
  expect(commas.text).toContain('1 was there already and was left out: number 1.');
  const json = await stock('["EEEE-5", {"user": "ada", "password": "p,1"}]');
  expect(json.text).toContain('2 items added to **Silver Key**. 6 can be sold now.');
  expect((await stock('["EEEE-5", ')).text).not.toContain('added');
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
  const id = await shop.getsApproved(bob, 'Portrait', 'tx-0002-hand');
  await shop.stands(bob, 'captured', 'manual');
  await bob.until(() => bob.dms(stage.account).shows('Staff prepare what you bought'));
  const card = await sam.until(() => {
    const shown = sam.sees('payments').messages.findLast(({ text }) => text.includes(`Payment of ${id}`));
    return shown?.buttons.includes('Write what they get') ? shown : undefined;
  });
  await sam.click('Write what they get', { on: card });
  expect((await sam.submit({ content: 'CANARY-HAND' })).text).toContain(`${id} is sent to its buyer`);
  await shop.stands(bob, 'captured', 'delivered');
  await bob.until(() => bob.dms(stage.account).shows('CANARY-HAND'));
  expect(
    sam
      .sees('payments')
      .messages.map(({ text }) => text)
      .join(),
  ).not.toContain('CANARY-HAND');
});

test('D3: what Discord does not take is sent again after a minute; the card says so, and nobody is bothered', async () => {
  const { bob, sam, stage } = shop;
  const refused = stage.sandbox.faults.add({
    kind: 'rest',
    method: 'POST',
    route: '/users/@me/channels',
    status: 403,
    code: 50013,
    times: 1,
  });
  // A bot that has begun anew does not remember where it writes to Bob.
  await shop.crash();
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
