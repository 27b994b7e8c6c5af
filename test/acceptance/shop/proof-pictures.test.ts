import type { Member, Reply } from '@guildhall/sandbox';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ShopStage, startShop } from './shop-stage.ts';

/** Pictures that show that somebody paid. */
let shop: ShopStage;

beforeAll(async () => {
  shop = await startShop();
  await shop.sells('Golden Key', ['one', 'two', 'three', 'four', 'five']);
});
afterAll(() => shop?.stage.stop());

/** Something like a screenshot of a payment: bars of several lengths. */
function screenshot(lengths: readonly number[]): Sharp {
  const bars = lengths.map(
    (length, row) => `<rect x="10" y="${row * 40 + 10}" width="${length}" height="24" fill="#224"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="330">${bars.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: 'white' });
}

const paid = screenshot([300, 120, 380, 60, 240, 330, 90, 200]);

/** Says that an order is paid, with a file. */
async function shows(by: Member, order: Reply, content: Uint8Array, name = 'proof.png'): Promise<Reply> {
  await by.click('I have paid', { on: order });
  return by.submit({ picture: { name, content } });
}

/** Orders, and shows a picture. @returns the card that staff see. */
async function pays(by: Member, content: Uint8Array) {
  await shows(by, await shop.buys(by, 'Golden Key'), content);
  const { id } = await shop.stands(by, 'submitted', 'reserved');
  return { id, card: await shop.card(id) };
}

const bytesOf = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());

test('P2: what is no picture is refused with the reason, and the order goes on waiting', async () => {
  const { bob } = shop;
  const order = await shop.buys(bob, 'Golden Key');
  const png = await paid.clone().png().toBuffer();
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  expect((await shows(bob, order, svg)).text).toContain('This is no picture that I can read');
  expect((await shows(bob, order, Buffer.from('%PDF-1.7'))).text).toContain('Upload PNG, JPEG, WebP or GIF');
  expect((await shows(bob, order, png.subarray(0, png.length / 2))).text).toContain('The picture is damaged');
  expect((await shows(bob, order, Buffer.alloc(0))).text).toContain('This is no picture');
  await shop.stands(bob, 'awaiting', 'reserved');
  expect(await shop.stage.database.rows('select * from shop__picture')).toEqual([]);
});

test('P2: a picture is kept without what the camera wrote into it, and is shown again when the card was deleted', async () => {
  const { eve, sam } = shop;
  const exif = { IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } };
  const file = await paid.clone().withExif(exif).jpeg().toBuffer();
  expect(file.includes('SecretCamera')).toBe(true);
  const { id, card } = await pays(eve, file);
  expect(card.attachments.map(({ name }) => name)).toEqual(['proof-1.webp']);
  const shown = await bytesOf(card.attachments[0]!.url);
  expect(shown.includes('SecretCamera')).toBe(false);
  expect(await sharp(shown).metadata()).toMatchObject({ format: 'webp', width: 400, height: 330 });

  shop.ada.deletes(card);
  const again = await sam.until(() => {
    const found = sam.sees('payments').messages.findLast(({ text }) => text.includes(id));
    return found && found.id !== card.id ? found : undefined;
  });
  expect(await bytesOf(again.attachments[0]!.url)).toEqual(shown);
  await sam.click("I'll check it", { on: again });
});

test('P1: the card names other orders that showed the same picture, or one that looks like it', async () => {
  const { bob, eve, tim } = shop;
  const { id: first } = await shop.stands(eve, 'reviewing', 'reserved');
  const smaller = await pays(tim, await paid.clone().resize(300).jpeg({ quality: 50 }).toBuffer());
  await tim.until(() => smaller.card.shows(`${first} showed a picture that looks the same`));

  const same = await pays(bob, await paid.clone().resize(300).jpeg({ quality: 50 }).toBuffer());
  await tim.until(() => same.card.shows(`${smaller.id} showed the very same picture`));

  const other = screenshot([60, 380, 20, 300, 90, 40, 350, 10]);
  const honest = await pays(eve, await other.png().toBuffer());
  expect(honest.card.shows('showed')).toBe(false);
});
