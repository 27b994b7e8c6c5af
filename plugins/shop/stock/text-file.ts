/** Signs that no text has: what holds them is a picture, an archive, or text in an encoding that does not say so. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for them.
const noText = /[\0-\x08\x0e-\x1f]/;

/**
 * Reads a file as a text: UTF-8, or UTF-16 that says so in its first two bytes, as Windows writes it.
 * @returns undefined for what is no such text.
 */
export function readText(bytes: Uint8Array): string | undefined {
  const encoding = encodings.find(({ mark }) => mark.every((byte, at) => bytes[at] === byte))?.encoding;
  try {
    const text = new TextDecoder(encoding ?? 'utf-8', { fatal: true }).decode(bytes);
    return noText.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

const encodings = [
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
] as const;
