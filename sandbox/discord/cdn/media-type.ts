/** Types by file name, as Discord names them in an attachment's `content_type`. */
const byExtension: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  svg: 'image/svg+xml',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  wav: 'audio/x-wav',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  pdf: 'application/pdf',
  zip: 'application/zip',
  txt: 'text/plain; charset=utf-8',
  log: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** The type that a file is known by: its name decides, then what the uploader said. */
export function mediaType(filename: string, declared: string | undefined): string | undefined {
  const extension = filename.slice(filename.lastIndexOf('.') + 1).toLowerCase();
  if (Object.hasOwn(byExtension, extension)) return byExtension[extension];
  return declared && declared !== 'application/octet-stream' && /^[\w.+-]+\/[\w.+-]+(;.*)?$/.test(declared)
    ? declared
    : undefined;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Width and height in pixels of a PNG, GIF, JPEG or WebP; undefined for anything else or a broken one. */
export function imageSize(content: Uint8Array): Size | undefined {
  const bytes = new DataView(content.buffer, content.byteOffset, content.byteLength);
  try {
    if (bytes.getUint32(0) === 0x89504e47) return { width: bytes.getUint32(16), height: bytes.getUint32(20) };
    if (bytes.getUint32(0) === 0x47494638)
      return { width: bytes.getUint16(6, true), height: bytes.getUint16(8, true) };
    if (bytes.getUint16(0) === 0xffd8) return jpegSize(bytes);
    if (bytes.getUint32(0) === 0x52494646 && bytes.getUint32(8) === 0x57454250) return webpSize(bytes);
  } catch (error) {
    // The header ends too early: whatever it says it is, it is no image.
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}

/** Walks the segments to the frame header, which holds the size. */
function jpegSize(bytes: DataView): Size {
  let at = 2;
  for (;;) {
    const marker = bytes.getUint16(at);
    const frame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (frame) return { height: bytes.getUint16(at + 5), width: bytes.getUint16(at + 7) };
    at += 2 + bytes.getUint16(at + 2);
  }
}

/** Lossy, lossless and extended WebP each write their size in their own way. Source: RFC 9649. */
function webpSize(bytes: DataView): Size | undefined {
  switch (bytes.getUint32(12)) {
    case 0x56503820:
      return { width: bytes.getUint16(26, true) & 0x3fff, height: bytes.getUint16(28, true) & 0x3fff };
    case 0x5650384c: {
      const packed = bytes.getUint32(21, true);
      return { width: (packed & 0x3fff) + 1, height: ((packed >> 14) & 0x3fff) + 1 };
    }
    case 0x56503858:
      return { width: (bytes.getUint32(24, true) & 0xffffff) + 1, height: uint24(bytes, 27) + 1 };
    default:
      return undefined;
  }
}

function uint24(bytes: DataView, at: number): number {
  return bytes.getUint16(at, true) | (bytes.getUint8(at + 2) << 16);
}
