import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ShopStage, startShop } from './shop-stage.ts';

/** What is sold, as those who sell it say and those who buy it see: shelves, pages, prices, what is hidden or taken out. */
let shop: ShopStage;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop?.stage.stop());

const add = (name: string, options: Readonly<Record<string, unknown>> = {}) =>
  shop.ada.slash('/product add', { name, price: '3', text: `All of ${name}`, ...options });
const edit = (product: string, options: Readonly<Record<string, unknown>>) =>
  shop.ada.slash('/product edit', { product, ...options });
const look = async (name: string) =>
  shop.eve.select('Choose something', name, { on: await shop.eve.slash('/shop') });

test('what is said about a product is changed, and taken off again', async () => {
  await add('Map', { description: 'Shows the way', category: 'Paper', emoji: '🗺️', 'per-buyer': 1 });
  const before = await look('Map');
  for (const fact of ['🗺️ Map', 'Shows the way', 'Paper', 'Most for one person']) {
    expect(before.text).toContain(fact);
  }
  await edit('Map', { name: 'Old map', price: '4.50; 4 EUR', kind: 'Guide', 'per-buyer': 0 });
  const renamed = await look('Old map');
  for (const fact of ['🗺️ Old map', '$4.50 / €4.00', 'Guide', 'Shows the way']) {
    expect(renamed.text).toContain(fact);
  }
  expect(renamed.text).not.toContain('Most for one person');
  await edit('Old map', { description: '-', category: '-', emoji: '-' });
  const bare = await look('Old map');
  expect(bare.text).toContain('📘 Old map');
  for (const fact of ['Shows the way', 'Paper', '🗺️']) {
    expect(bare.text).not.toContain(fact);
  }
});

test('a buyer pays the price that they choose, in its currency', async () => {
  const { eve } = shop;
  const order = await shop.buys(eve, 'Old map', { currency: 'EUR' });
  expect(order.text).toContain('€4.00');
  const usual = await shop.buys(eve, 'Old map');
  expect(usual.text).toContain('$4.50');
  const rows = await shop.stage.database.rows<{ currency: string; total: number }>(
    'select currency, total from shop__order order by total',
  );
  expect(rows.map(({ currency, total }) => [currency, Number(total)])).toEqual([
    ['EUR', 400],
    ['USD', 450],
  ]);
});

test('nobody has more than the product says for one person', async () => {
  const { bob } = shop;
  await add('Badge', { 'per-buyer': 1 });
  expect((await shop.buys(bob, 'Badge')).text).toContain('Pay **$3.00**');
  expect((await shop.buys(bob, 'Badge')).text).toContain('One person can have 1 of **Badge**');
});

test('what is hidden or taken out is not sold any more, also not on a screen that was open', async () => {
  const { ada, eve } = shop;
  await add('Lamp');
  const open = await look('Lamp');
  await edit('Lamp', { visible: false });
  expect((await eve.click('Buy', { on: open })).text).toContain('There is no such product');
  expect((await eve.slash('/shop')).text).not.toContain('Lamp');
  expect((await ada.slash('/product list')).text).toContain('hidden');

  await edit('Lamp', { visible: true });
  await eve.click('Buy', { on: open });
  await ada.slash('/product remove', { product: 'Lamp' });
  expect((await eve.submit({})).text).toContain('There is no such product');
  expect((await eve.click('Buy', { on: open })).text).toContain('There is no such product');
  expect((await ada.slash('/product list', { removed: true })).text).toContain('Lamp');

  await ada.slash('/product restore', { product: 'Lamp' });
  expect((await shop.buys(eve, 'Lamp')).text).toContain('Pay **$3.00**');
});

test('a shop with many shelves has pages of products and of shelves; a shelf may be called anything', async () => {
  const { eve } = shop;
  await add('Oddity', { category: '*' });
  for (let shelf = 10; shelf < 40; shelf += 1) {
    await add(`Thing ${shelf}`, { category: `Shelf ${shelf}` });
  }
  let screen = await eve.slash('/shop');
  expect(screen.text).toContain('Page 1 of 4');
  screen = await eve.click('Next page', { on: screen });
  expect(screen.text).toContain('Page 2 of 4');
  expect(screen.text).toContain('Thing 18');

  screen = await eve.select('Choose a shelf', '… more shelves', { on: screen });
  expect(screen.text).toContain('Page 2 of 4');
  screen = await eve.select('Choose a shelf', 'Shelf 39', { on: screen });
  expect(screen.text).toContain('Thing 39');
  expect(screen.text).not.toContain('Thing 38');
  screen = await eve.select('Choose a shelf', '… earlier shelves', { on: screen });
  screen = await eve.select('Choose a shelf', '*', { on: screen });
  expect(screen.text).toContain('Oddity');
  expect(screen.text).not.toContain('Thing');
  screen = await eve.select('Choose something', 'Oddity', { on: screen });
  screen = await eve.click('Back to the shop', { on: screen });
  expect(screen.text).not.toContain('Thing');
  screen = await eve.select('Choose a shelf', 'Everything', { on: screen });
  expect(screen.text).toContain('Page 1 of 4');
});
