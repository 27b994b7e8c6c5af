import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Copy } from './entry.ts';
import type { Copier, CopyFile } from './normalize.ts';

/** Which files are copied. All sizes are in bytes. */
export const copyPolicy = {
  /** Larger ones are named only. */
  file: 25 * 1024 * 1024,
  /** All files of one transcript together. */
  total: 250 * 1024 * 1024,
  /** Pictures up to this size stand in the transcript itself ... */
  picture: 256 * 1024,
  /** ... as long as they are not more than this together: a transcript is to fit into a message. */
  pictures: 4 * 1024 * 1024,
} as const;

/** How long one file may take to come, in ms. */
const patience = 30_000;

/** Files that run when somebody opens them: they are named, and not kept. */
const programs =
  /\.(apk|app|bat|cmd|com|cpl|dll|dmg|exe|hta|iso|jar|js|jse|lnk|msi|msp|pkg|ps1|reg|scr|sh|vbe|vbs|wsf)$/i;

/** Endings that can be opened without anything running in them. Others get one more, so that they open as nothing. */
const harmless =
  /\.(7z|aac|avif|bmp|csv|docx|flac|gif|gz|heic|jpe?g|json|log|m4a|md|mkv|mov|mp3|mp4|odt|ogg|pdf|png|pptx|rar|tar|txt|wav|webm|webp|xlsx|zip)$/i;

/** How a browser knows pictures by their first bytes: what a file says of itself does not count. */
const pictureKinds: readonly { readonly type: string; readonly is: (bytes: Buffer) => boolean }[] = [
  { type: 'image/png', is: (bytes) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')) },
  { type: 'image/jpeg', is: (bytes) => bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')) },
  { type: 'image/gif', is: (bytes) => /^GIF8[79]a/.test(bytes.toString('latin1', 0, 6)) },
  {
    type: 'image/webp',
    is: (bytes) => /^RIFF....WEBP/s.test(bytes.toString('latin1', 0, 12)),
  },
  { type: 'image/avif', is: (bytes) => /^....ftypavi[fs]/s.test(bytes.toString('latin1', 0, 12)) },
];

/** Copies files while they are there: Discord's links run out, and a deleted channel takes its files along. */
export class Copies implements Copier {
  readonly #folder: string;
  readonly #hosts: ReadonlySet<string>;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #total = 0;
  #pictures = 0;
  #count = 0;

  /**
   * @param folder where copies go; it is there.
   * @param hosts where files may be fetched from. An address elsewhere is somebody's wish, and not followed.
   */
  constructor(folder: string, hosts: readonly string[]) {
    this.#folder = folder;
    this.#hosts = new Set(hosts);
  }

  readonly file: CopyFile = async ({ id, filename, size, url }) => {
    const about = { id, name: filename, size };
    if (programs.test(filename)) {
      return { ...about, missing: 'program' };
    }
    if (size > copyPolicy.file) {
      return { ...about, missing: 'large' };
    }
    if (this.#total + size > copyPolicy.total) {
      return { ...about, missing: 'full' };
    }
    this.#total += size;
    const bytes = await this.#fetch(url);
    return bytes ? { ...about, ...(await this.#keep(id, filename, bytes)) } : { ...about, missing: 'gone' };
  };

  readonly picture = async (url: string): Promise<Copy | undefined> => {
    if (!this.#mayFetch(url) || this.#total > copyPolicy.total || this.#pictures > copyPolicy.pictures) {
      return undefined;
    }
    const bytes = await this.#fetch(url);
    if (!bytes) {
      return undefined;
    }
    this.#total += bytes.length;
    this.#count += 1;
    const name = new URL(url).pathname.split('/').at(-1) || 'picture';
    const id = `p${this.#count}`;
    return { id, name, size: bytes.length, ...(await this.#keep(id, name, bytes)) };
  };

  async #keep(id: string, name: string, bytes: Buffer): Promise<Pick<Copy, 'stored' | 'picture'>> {
    const stored = `${id}-${safeName(name)}`;
    await writeFile(join(this.#folder, stored), bytes);
    const type = pictureKinds.find(({ is }) => is(bytes))?.type;
    const fits = bytes.length <= copyPolicy.picture && this.#pictures + bytes.length <= copyPolicy.pictures;
    if (type && fits) {
      this.#pictures += bytes.length;
    }
    return { stored, ...(type && fits && { picture: type }) };
  }

  #mayFetch(url: string): boolean {
    const parsed = URL.parse(url);
    return parsed !== null && /^https?:$/.test(parsed.protocol) && this.#hosts.has(parsed.host);
  }

  /** The bytes of a file; undefined where it cannot be had. A few at a time. */
  async #fetch(url: string): Promise<Buffer | undefined> {
    if (!this.#mayFetch(url)) {
      return undefined;
    }
    while (this.#running >= 4) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running += 1;
    try {
      const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(patience) });
      return answer.ok ? await bytesOf(answer) : undefined;
    } catch {
      return undefined;
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }
}

/** What came, unless it is more than a file may be: what it said of its size before does not count. */
async function bytesOf({ body }: Response): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > copyPolicy.file) {
      return undefined;
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** A file's name that is one on every machine, leads nowhere else, and opens as nothing that runs. */
function safeName(name: string): string {
  const safe = name
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^[._]+/, '')
    .slice(-80);
  return harmless.test(safe) ? safe : `${safe || 'file'}.bin`;
}
