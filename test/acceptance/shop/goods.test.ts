import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ShopStage, startShop } from './shop-stage.ts';

/** What is sold: pictures of it, files, and what happens when it runs out. */
let shop: ShopStage;

/** The web, as far as the bot sees it: see `web-stand-in.ts`. */
const web = createServer(async ({ url }, answer) => {
  if (url === '/key.png') {
    answer.end(await picture('teal'));
  } else if (url === '/moved') {
    answer.writeHead(301, { location: 'https://pictures.example/key.png' }).end();
  } else if (url === '/inside') {
    answer.writeHead(302, { location: 'https://127.0.0.1/key.png' }).end();
  } else if (url === '/page') {
    answer.end('<html>');
  } else {
    answer.writeHead(404).end();
  }
});

beforeAll(async () => {
  await new Promise<void>((done) => web.listen(0, '127.0.0.1', done));
  shop = await startShop({
    env: {
      DATA_KEY: 'a-key-of-at-least-32-characters-for-tests',
      NODE_OPTIONS: `--import ${new URL('../../stage/web-stand-in.ts', import.meta.url)}`,
      WEB_STAND_IN: String((web.address() as AddressInfo).port),
    },
  });
});
afterAll(async () => {
  await shop?.stage.stop();
  web.close();
});

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

  const look = () =>
    eve.slash('/shop').then((screen) => eve.select('Choose something', 'Golden Key', { on: screen }));
  /** The colour of the picture that customers see, which is made anew. */
  const shown = async () => {
    const { attachments } = (await look()).message!;
    expect(attachments).toMatchObject([{ name: 'product.webp' }]);
    const seen = sharp(Buffer.from(await (await fetch(attachments[0]!.url)).arrayBuffer()));
    expect(await seen.metadata()).toMatchObject({ format: 'webp', width: 40, height: 30 });
    const { dominant } = await seen.stats();
    return dominant.r > 128 ? 'gold' : 'teal';
  };
  const file = { name: 'key.png', content: await picture('gold') };
  expect((await image({ file })).text).toContain('has its picture');
  expect(await shown()).toBe('gold');

  const from = async (path: string) => (await image({ url: `https://pictures.example/${path}` })).text;
  expect(await from('nowhere')).toContain('could not be fetched from there (404)');
  expect(await from('page')).toContain('This is no picture that I can read');
  expect(await from('inside')).toContain('public addresses only');
  expect(await shown()).toBe('gold');
  expect(await from('moved')).toContain('has its picture');
  expect(await shown()).toBe('teal');

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

  await ada.click('Send something else', { on: await ada.slash('/details', { order: id }) });
  const right = { name: 'guide-2.txt', content: 'CANARY-GUIDE: turn right' };
  const replaced = await ada.submit({ file: right, reason: 'A wrong turn' });
  expect(replaced.text).toContain('gets what you sent instead');
  const second = await eve.until(() =>
    eve.dms(stage.account).messages.find(({ attachments }) => attachments[0]?.name === 'guide-2.txt'),
  );
  expect(await (await fetch(second.attachments[0]!.url)).text()).toBe('CANARY-GUIDE: turn right');
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
