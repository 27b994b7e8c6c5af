import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ShopStage, startShop } from './shop/shop-stage.ts';

/** A form that could not be taken comes back as it was sent: nobody types anything twice. */
let shop: ShopStage;

const address = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
const again = 'Change what I sent';

beforeAll(async () => {
  shop = await startShop();
  await shop.sells('Golden Key', ['one', 'two']);
});
afterAll(() => shop?.stage.stop());

/** What stands in the form that is open. */
const typed = (field: string) => shop.ada.modal!.field(field).value;

test('what was typed stands in the form again, also after a restart, and only what was wrong is changed', async () => {
  const { ada } = shop;
  await ada.slash('/payment-method add', { kind: 'btc' });
  const wrong = address.replace('8f3t4', '8f3t5');
  const refused = await ada.submit({ name: 'My coins', address: wrong, instructions: 'Thank you!' });
  expect(refused).toMatchObject({ ephemeral: true });
  expect(refused.text).toContain('There is a typing mistake');
  await shop.crash();
  await ada.click(again, { on: refused });
  expect([typed('name'), typed('address'), typed('instructions')]).toEqual(['My coins', wrong, 'Thank you!']);
  expect((await ada.submit({ address })).text).toContain('**My coins** is added');
  expect((await ada.slash('/payment-method list')).text).toContain('Thank you!');
});

test('what was chosen is chosen again, in each form of its own, as often as it is wrong', async () => {
  const { ada, eve } = shop;
  await ada.slash('/payment-method add', { kind: 'other' });
  await ada.submit({ name: 'Cash', instructions: 'Bring it.' });
  const product = await eve.select('Choose something', 'Golden Key', { on: await eve.slash('/shop') });
  await eve.click('Buy', { on: product });
  const first = await eve.submit({ quantity: '1', method: 'Cash', coupon: 'nothing' });
  expect(first.text).toContain('NOTHING');
  await eve.click(again, { on: first });
  const second = await eve.submit({ coupon: 'nothing at all' });
  await eve.click(again, { on: second });
  expect(eve.modal!.field('coupon').value).toBe('nothing at all');
  expect((await eve.submit({ coupon: '' })).text).toContain('Pay **$9.99** by **Cash**');
});

test('after a day it is gone, and who sent it is told to begin again', async () => {
  const { ada } = shop;
  await ada.slash('/payment-method add', { kind: 'btc' });
  const refused = await ada.submit({ address: 'nowhere' });
  await shop.advance(25 * 60 * 60_000);
  expect((await ada.click(again, { on: refused })).text).toContain('Please begin again');
});
