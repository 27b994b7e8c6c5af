import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes } from '../../stage/feature-stage.ts';
import { type ShopStage, startShop } from './shop-stage.ts';

/** Coupons, from the word that the owner thinks of to the cheaper order. */
let shop: ShopStage;

beforeAll(async () => {
  shop = await startShop();
  await shop.sells('Golden Key', ['CANARY-1', 'CANARY-2', 'CANARY-3']);
  await shop.sells('Silver Key', ['CANARY-4']);
});
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
  expect(added.text).toContain(
    'used 0 of 1 times · for Golden Key · no limit for one person · without an end',
  );
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
  expect(edited.text).toContain('used 1 time · no limit in all · for Golden Key');
  expect((await ada.slash('/coupon edit', { code: 'SPRING', until: 'blue' })).text).toContain(
    'when this ends',
  );
  expect((await ada.slash('/coupon edit', { code: 'SPRING', amount: 'much' })).text).toContain('price much');
  expect((await shop.buys(bob, 'Golden Key', { coupon: 'spring' })).text).toContain('Pay **$4.99**');
  await shop.advance(minutes(121));
  expect((await shop.buys(bob, 'Golden Key', { coupon: 'spring' })).text).toContain('SPRING ended on');
});

test('a coupon without limits says that there are none', async () => {
  const added = await shop.ada.slash('/coupon add', { code: 'open', percent: 5 });
  expect(added.text).toContain(
    'no limit in all · for all products · no limit for one person · without an end',
  );
  await shop.ada.slash('/coupon remove', { code: 'open' });
});

test('with a coupon of 100 % nothing is to be paid: what was ordered comes at once', async () => {
  const { ada, eve } = shop;
  const added = await ada.slash('/coupon add', { code: 'gift', percent: 100, 'per-buyer': 1 });
  expect(added.text).toContain('delivered at once, without staff');
  const order = await shop.buys(eve, 'Silver Key', { coupon: 'gift' });
  expect(order.text).toContain('This is free, and it is yours');
  await shop.stands(eve, 'captured', 'delivered');
  await eve.until(() => eve.dms(shop.stage.account).shows('CANARY-4'));
  expect((await shop.buys(eve, 'Golden Key', { coupon: 'gift' })).text).toContain(
    'You have used the coupon GIFT',
  );
  await ada.slash('/coupon remove', { code: 'gift' });
});

test('of what costs nothing there is nothing to ask: one click, and it is theirs', async () => {
  const { ada, bob } = shop;
  const supply = 'The same text for everybody';
  await ada.slash('/product add', { name: 'Free Guide', price: '0', supply, text: 'Read me first' });
  const list = await bob.slash('/shop');
  const product = await bob.select('Choose something', 'Free Guide', { on: list });
  expect((await bob.click('Buy', { on: product })).text).toContain('This is free, and it is yours');
  await shop.stands(bob, 'captured', 'delivered');
  await bob.until(() => bob.dms(shop.stage.account).shows('Read me first'));
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
