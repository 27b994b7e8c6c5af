import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ShopStage, startShop } from './shop-stage.ts';

/** What is sold: pictures of it, files, and what happens when it runs out. */
let shop: ShopStage;

beforeAll(async () => {
  shop = await startShop({ env: { DATA_KEY: 'a-key-of-at-least-32-characters-for-tests' } });
}, 60_000);
afterAll(() => shop?.stage.stop());

const picture = (background: string) =>
  sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .png()
    .toBuffer();

test('a product has a picture that is kept; what is none is refused with the reason', async () => {
  const { ada, eve } = shop;
  await shop.sells('Golden Key', ['CANARY-GOODS-1']);
  const image = (options: object) => ada.slash('/product image', { product: 'Golden Key', ...options });
  const text = { name: 'x.png', content: 'no picture at all' };
  expect((await image({ file: text })).text).toContain('This is no picture that I can read');
  const half = { name: 'x.png', content: (await picture('red')).subarray(0, 60) };
  expect((await image({ file: half })).text).toContain('The picture is damaged');
  expect((await image({ url: 'https://127.0.0.1/x.png' })).text).toContain('public addresses only');
  expect((await image({ url: 'x.png' })).text).toContain('begins with https://');
  expect((await image({})).text).toContain('Upload a picture');

  const file = { name: 'key.png', content: await picture('gold') };
  expect((await image({ file })).text).toContain('has its picture');
  const product = await eve.select('Choose something', 'Golden Key', { on: await eve.slash('/shop') });
  expect(product.message!.attachments).toMatchObject([{ name: 'product.webp' }]);
  const answer = await fetch(product.message!.attachments[0]!.url);
  const shown = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
  expect(shown).toMatchObject({ format: 'webp', width: 40, height: 30 });

  await image({ remove: true });
  const bare = await eve.select('Choose something', 'Golden Key', { on: await eve.slash('/shop') });
  expect(bare.message!.attachments).toEqual([]);
});

test('a file that is sold comes by direct message and is kept sealed', async () => {
  const { ada, eve, stage } = shop;
  const file = { name: 'guide.txt', content: 'CANARY-GUIDE: turn left' };
  await ada.slash('/product add', { name: 'Guide', price: '3', kind: 'Guide', file });
  await shop.getsApproved(eve, 'Guide', 'tx-0001-abcd');
  const { id } = await shop.stands(eve, 'captured', 'delivered');
  const dm = await eve.until(() => eve.dms(stage.account).messages.at(-1));
  expect(dm.text).toContain('📘 Guide');
  expect(dm.attachments).toMatchObject([{ name: 'guide.txt' }]);
  const again = await eve.select('Look at one', id, { on: await eve.slash('/my-purchases') });
  const shown = await eve.click('Show what I bought', { on: again });
  const [sent] = shown.message!.attachments;
  expect(await (await fetch(sent!.url)).text()).toBe('CANARY-GUIDE: turn left');
  const [row] = await stage.database.rows<{ content: string }>('select content from shop__goods_file');
  expect(row!.content).not.toContain(Buffer.from('CANARY-GUIDE').toString('base64').slice(0, 12));
});

test('staff hear when little is left, and who waits hears when it is back', async () => {
  const { ada, eve, bob, sam, stage } = shop;
  await shop.buys(eve, 'Golden Key');
  await sam.until(() => sam.sees('payments').shows('Little is left of **🔢 Golden Key**: 0 items'));
  const product = await bob.select('Choose something', 'Golden Key', { on: await bob.slash('/shop') });
  expect(product.text).not.toContain('[Buy]');
  expect((await bob.click('Tell me when it is back', { on: product })).text).toContain('direct message');
  await ada.slash('/product stock', { product: 'Golden Key' });
  await ada.submit({ items: 'CANARY-GOODS-2' });
  await bob.until(() => bob.dms(stage.account).shows('**🔢 Golden Key** can be bought again in Test'));
  expect(bob.dms(stage.account).messages).toHaveLength(1);
  expect((await shop.buys(bob, 'Golden Key')).text).toContain('Pay **$9.99**');

  // Who takes no direct messages reads it where they asked.
  eve.closeDms();
  const gone = await eve.select('Choose something', 'Golden Key', { on: await eve.slash('/shop') });
  await eve.click('Tell me when it is back', { on: gone });
  await ada.slash('/product stock', { product: 'Golden Key' });
  await ada.submit({ items: 'CANARY-GOODS-3' });
  await sam.until(() => sam.sees('general').shows('@eve **🔢 Golden Key** can be bought again'));
});
