import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

/** Pixels along a side. */
const SIDE = 64;

const drawn = new Map<string, Buffer>();

/** A PNG of one colour that stands for a picture nobody uploaded here: the same for the same `name`. */
export function picture(name: string): Buffer {
  const [red = 0, green = 0, blue = 0] = createHash('sha256').update(name).digest();
  const colour = [red, green, blue].map((part) => 64 + (part >> 1));
  const key = colour.join();
  const present = drawn.get(key);
  if (present) return present;
  const png = solid(colour);
  if (drawn.size < 1000) drawn.set(key, png);
  return png;
}

/** Source: https://www.w3.org/TR/png-3/ */
function solid(colour: readonly number[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  // Eight bits a channel, red green blue.
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.from([0, ...Array.from({ length: SIDE }, () => colour).flat()]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: SIDE }, () => row)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
