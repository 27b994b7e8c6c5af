import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ShopStage, startShop } from './shop-stage.ts';

/** Items that are not to be sold after all. */
let shop: ShopStage;

beforeAll(async () => {
  shop = await startShop();
  await shop.sells('Golden Key', ['CANARY-1', 'CANARY-2', 'CANARY-3', 'CANARY-4']);
});
afterAll(() => shop?.stage.stop());

test('items are taken out by number or by what they are, and are sold no more until they are put back', async () => {
  const { ada, eve, sam } = shop;
  const order = await shop.getsApproved(eve, 'Golden Key', 'tx-0001-abcd');
  await shop.stands(eve, 'captured', 'delivered');
  const out = await ada.slash('/stock withdraw', { product: 'Golden Key', numbers: '1-3' });
  expect(out.text).toContain('2 items of **Golden Key** are taken out: numbers 2-3. 1 can be sold now.');
  expect(out.text).toContain('1 stays as it is');
  await ada.slash('/stock withdraw', { product: 'Golden Key' });
  expect((await ada.submit({ items: 'CANARY-4' })).text).toContain('number 4. 0 can be sold now');
  expect((await ada.slash('/stock withdraw', { product: 'Golden Key', numbers: 'all' })).text).toContain(
    'cannot read the numbers all',
  );
  const list = await ada.slash('/stock list', { product: 'Golden Key' });
  expect(list.text).toContain('sold: 1 · taken out: 3');
  expect(list.text).toContain(`#1** sold (\`${order}\`)`);
  expect(list.text).not.toContain('CANARY');
  expect((await ada.slash('/stock put-back', { product: 'Golden Key', numbers: '3' })).text).toContain(
    'is sold again: number 3',
  );
  const left = await ada.slash('/stock list', { product: 'Golden Key', state: 'for sale' });
  expect(left.text).toContain('#3** for sale');
  expect(left.text).not.toContain('#2**');
  expect(
    (await ada.slash('/stock list', { product: 'Golden Key', state: 'kept for an order' })).text,
  ).toContain('There are none.');
  expect(sam.commands()).not.toContain('/stock list');
});
