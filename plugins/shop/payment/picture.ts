import { createHash } from 'node:crypto';
import sharp from 'sharp';

/** How large a file may be, in bytes. */
export const pictureBytes = 10 * 1024 * 1024;
/** How many pixels a picture may have: a small file may unfold to gigabytes. */
export const picturePixels = 40_000_000;
/** The longer side of what is kept, in pixels. */
const side = 2_000;

/** A picture that was made anew, so that nothing is in it but what it shows. */
export interface ReadPicture {
  /** WebP, without what cameras write into a file. */
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  /** SHA-256 of the file as it came, as base64url. */
  readonly hash: string;
  /** What it looks like: 64 bits as 16 hexadecimal digits, for {@link lookAlike}. */
  readonly look: string;
}

export type PictureProblem = 'picture-size' | 'picture-type' | 'picture-pixels' | 'picture-broken';

/** What the files that are read begin with. */
const beginnings: readonly (readonly [at: number, bytes: string])[] = [
  [0, '89504e470d0a1a0a'], // PNG
  [0, 'ffd8ff'], // JPEG
  [8, '57454250'], // WebP
  [0, '47494638'], // GIF: its first picture
];

/** Reads a file that somebody uploaded, whatever it says that it is. @returns why not, when it is no picture to keep. */
export async function readPicture(file: Buffer): Promise<ReadPicture | { readonly problem: PictureProblem }> {
  if (file.length > pictureBytes) {
    return { problem: 'picture-size' };
  }
  if (!beginnings.some(([at, bytes]) => file.subarray(at, at + bytes.length / 2).toString('hex') === bytes)) {
    return { problem: 'picture-type' };
  }
  try {
    const { width, height } = await sharp(file, { limitInputPixels: false }).metadata();
    if (width * height > picturePixels) {
      return { problem: 'picture-pixels' };
    }
    const { data, info } = await sharp(file, { limitInputPixels: picturePixels, failOn: 'error' })
      .rotate()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 85 })
      .toBuffer({ resolveWithObject: true });
    return {
      bytes: data,
      width: info.width,
      height: info.height,
      hash: createHash('sha256').update(file).digest('base64url'),
      look: await lookOf(data),
    };
  } catch {
    return { problem: 'picture-broken' };
  }
}

/** Whether two pictures are likely the same one, saved anew, in another size or cut by a few pixels. */
export function lookAlike(one: string, other: string): boolean {
  let bits = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  let different = 0;
  for (; bits > 0n; bits >>= 1n) {
    different += Number(bits & 1n);
  }
  return different <= 6;
}

/** Where it gets brighter from left to right, in 8 rows of 8. */
async function lookOf(picture: Buffer): Promise<string> {
  const grey = await sharp(picture)
    .flatten({ background: 'white' })
    .greyscale()
    .resize(9, 8, { fit: 'fill' })
    .raw()
    .toBuffer();
  const bits = Array.from({ length: 64 }, (_, bit) => {
    const at = Math.floor(bit / 8) * 9 + (bit % 8);
    return grey[at]! < grey[at + 1]! ? '1' : '0';
  });
  return BigInt(`0b${bits.join('')}`)
    .toString(16)
    .padStart(16, '0');
}
