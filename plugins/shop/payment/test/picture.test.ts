import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { lookAlike, pictureBytes, type ReadPicture, readPicture } from '../picture.ts';

/** Something like a screenshot of a payment: bars of several lengths. */
function screenshot(lengths: readonly number[]): Sharp {
  const bars = lengths.map(
    (length, row) => `<rect x="10" y="${row * 40 + 10}" width="${length}" height="24" fill="#224"/>`,
  );
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="330">${bars.join('')}</svg>`),
  ).flatten({ background: 'white' });
}

const paid = screenshot([300, 120, 380, 60, 240, 330, 90, 200]);
const read = async (file: Buffer) => (await readPicture(file)) as ReadPicture;

test.each(['png', 'jpeg', 'webp', 'gif'] as const)('a %s is kept as WebP', async (kind) => {
  const picture = await read(await paid.clone().toFormat(kind).toBuffer());
  expect(picture).toMatchObject({ width: 400, height: 330 });
  expect((await sharp(picture.bytes).metadata()).format).toBe('webp');
});

test('where and with what a photo was taken is not kept', async () => {
  const exif = { IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } };
  const file = await paid.clone().withExif(exif).jpeg().toBuffer();
  expect(file.includes('SecretCamera')).toBe(true);
  const { bytes } = await read(file);
  expect(bytes.includes('SecretCamera')).toBe(false);
  expect((await sharp(bytes).metadata()).exif).toBeUndefined();
});

test('a photo that lies on its side stands up', async () => {
  const file = await paid.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer();
  expect(await read(file)).toMatchObject({ width: 330, height: 400 });
});

test('a large one is made smaller', async () => {
  const file = await paid.clone().resize(4_000).png().toBuffer();
  expect(await read(file)).toMatchObject({ width: 2_000, height: 1_650 });
});

test('what is no picture is refused, with the reason', async () => {
  const png = await paid.clone().png().toBuffer();
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const huge = await sharp({ create: { width: 8_000, height: 5_001, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const problem = async (file: Buffer) => ((await readPicture(file)) as { problem: string }).problem;
  expect(await problem(svg)).toBe('picture-type');
  expect(await problem(Buffer.from('%PDF-1.7'))).toBe('picture-type');
  expect(await problem(Buffer.alloc(0))).toBe('picture-type');
  expect(await problem(png.subarray(0, png.length / 2))).toBe('picture-broken');
  expect(await problem(Buffer.concat([png.subarray(0, 8), Buffer.from('nothing of that kind')]))).toBe(
    'picture-broken',
  );
  expect(await problem(Buffer.alloc(pictureBytes + 1))).toBe('picture-size');
  expect(await problem(huge)).toBe('picture-pixels');
});

test('the same picture in another format or size looks alike; another one does not', async () => {
  const { look } = await read(await paid.clone().png().toBuffer());
  const again = await read(await paid.clone().resize(300).jpeg({ quality: 50 }).toBuffer());
  const other = await read(await screenshot([60, 380, 20, 300, 90, 40, 350, 10]).png().toBuffer());
  expect(lookAlike(look, again.look)).toBe(true);
  expect(lookAlike(look, other.look)).toBe(false);
});
