import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../../stage/feature-stage.ts';
import { type ShopStage, startShop } from './shop-stage.ts';

/** Coupons, from the word that the owner thinks of to the cheaper order. */
let shop: ShopStage;

beforeAll(async () => {
  shop = await startShop();
  await shop.sells('Golden Key', ['CANARY-1', 'CANARY-2', 'CANARY-3']);
  await shop.sells('Silver Key', ['CANARY-4']);
}, 60_000);
afterAll(() => shop?.stage.stop());

test('a coupon makes an order cheaper, for its product, as often as it says', async () => {
  const { ada, eve, bob } = shop;
  const product = (await ada.autocomplete('/coupon add', { product: 'gold' })).choices[0]!;
  expect(product.name).toBe('Golden Key');
  const added = await ada.slash('/coupon add', {
    code: 'spring',
    percent: 20,
    product: 'Golden Key',
    uses: 1,
  });
  expect(added.text).toContain('SPRING');
  expect(added.text).toContain('used 0 of 1 times · for Golden Key');
  expect((await shop.buys(eve, 'Silver Key', { coupon: 'spring' })).text).toContain('is for something else');
  const order = await shop.buys(eve, 'Golden Key', { coupon: 'Spring' });
  expect(order.text).toContain('Coupon SPRING: $1.99 less');
  expect(order.text).toContain('Pay **$8.00**');
  expect((await shop.buys(bob, 'Golden Key', { coupon: 'spring' })).text).toContain('is used up');
  expect((await ada.slash('/coupon list')).text).toContain('used 1 of 1 times');
});

test('a coupon is changed: an amount in place of the percentage, any number of uses, an end', async () => {
  const { ada, bob } = shop;
  const edited = await ada.slash('/coupon edit', {
    code: 'SPRING',
    amount: '5',
    uses: 0,
    until: 'in 2 hours',
  });
  expect(edited.text).toContain('$5.00');
  expect(edited.text).toContain('used 1 time ·');
  expect((await ada.slash('/coupon edit', { code: 'SPRING', until: 'blue' })).text).toContain(
    'when this ends',
  );
  expect((await ada.slash('/coupon edit', { code: 'SPRING', amount: 'much' })).text).toContain('price much');
  expect((await shop.buys(bob, 'Golden Key', { coupon: 'spring' })).text).toContain('Pay **$4.99**');
  await shop.advance(minutes(121));
  expect((await shop.buys(bob, 'Golden Key', { coupon: 'spring' })).text).toContain('SPRING ended on');
});

test('who may not, does not see the command; what is taken away nobody can use', async () => {
  const { ada, bob, sam } = shop;
  expect(sam.commands()).not.toContain('/coupon add');
  expect((await ada.slash('/coupon remove', { code: 'spring' })).text).toContain(
    'Nobody can use this coupon',
  );
  expect((await shop.buys(bob, 'Golden Key', { coupon: 'spring' })).text).toContain('no coupon SPRING');
  expect((await ada.slash('/coupon list')).text).toContain('There are none.');
});
