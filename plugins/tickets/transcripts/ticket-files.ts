import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { copyPolicy, isProgram, pictureBytes, pictureType, safeName } from './copy-policy.ts';
import type { Copy } from './entry.ts';
import type { Copier, CopyFile } from './normalize.ts';

/** How long one file may take to come, in ms. */
const patience = 30_000;

/** How many files come at a time. */
const atOnce = 4;

/** What is not whole yet is called so. */
const unfinished = '.part';

/** How Discord calls a file: what is between the id and the dash of a copy's name. */
const idOf = (stored: string) => stored.slice(0, stored.indexOf('-'));

/**
 * The copies of a ticket's files, in a folder that all its transcripts share. They are made while the files are there:
 * Discord's links run out, and a deleted channel takes its files along. What is on the disk is all that is known of them.
 * Of a file there is never more in memory than a piece.
 */
export class TicketFiles implements Copier {
  readonly #folder: string;
  readonly #hosts: ReadonlySet<string>;
  /** Those that are there, by their id. */
  readonly #there = new Map<string, { readonly stored: string; readonly size: number }>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #total = 0;
  #pictures = 0;

  private constructor(folder: string, hosts: readonly string[]) {
    this.#folder = folder;
    this.#hosts = new Set(hosts);
  }

  /**
   * @param folder where the copies are; it is made with the first one.
   * @param hosts where files may be fetched from. An address elsewhere is somebody's wish, and not followed.
   */
  static async open(folder: string, hosts: readonly string[]): Promise<TicketFiles> {
    const files = new TicketFiles(folder, hosts);
    for (const stored of await readdir(folder).catch(() => [])) {
      if (!stored.endsWith(unfinished)) {
        files.#found(idOf(stored), stored, (await stat(join(folder, stored))).size);
      }
    }
    return files;
  }

  readonly file: CopyFile = async ({ id, filename, size, url }) => {
    const about = { id, name: filename, size };
    if (this.#there.has(keyOf(id))) {
      return { ...about, ...(await this.#shown(keyOf(id))) };
    }
    if (isProgram(filename)) {
      return { ...about, missing: 'program' };
    }
    if (size > copyPolicy.file) {
      return { ...about, missing: 'large' };
    }
    if (this.#total + size > copyPolicy.total) {
      return { ...about, missing: 'full' };
    }
    return (await this.#copy(keyOf(id), filename, url, size))
      ? { ...about, ...(await this.#shown(keyOf(id))) }
      : { ...about, missing: 'gone' };
  };

  readonly picture = async (url: string): Promise<Copy | undefined> => {
    const path = this.#pathOf(url);
    if (path === undefined || this.#pictures > copyPolicy.pictures) {
      return undefined;
    }
    // What stands behind the question mark is another one each time that Discord is asked.
    const id = `p${createHash('sha256').update(path).digest('hex').slice(0, 19)}`;
    const name = path.split('/').at(-1) || 'picture';
    const room = this.#total <= copyPolicy.total;
    const there = this.#there.has(id) || (room && (await this.#copy(id, name, url, 0)));
    return there ? { id, name, size: this.#there.get(id)!.size, ...(await this.#shown(id)) } : undefined;
  };

  /** Takes copies away. @param stored their names. */
  async remove(stored: readonly string[]): Promise<void> {
    for (const name of stored) {
      this.#there.delete(idOf(name));
      await rm(join(this.#folder, basename(name)), { force: true });
    }
  }

  /** Takes the copies of files away that Discord calls so. */
  async removeIds(ids: readonly string[]): Promise<void> {
    await this.remove(ids.flatMap((id) => this.#there.get(keyOf(id))?.stored ?? []));
  }

  #found(id: string, stored: string, size: number): void {
    this.#there.set(id, { stored, size });
    this.#total += size;
  }

  /** What a transcript says of a copy: a picture stands in it while there is room. */
  async #shown(id: string): Promise<Pick<Copy, 'stored' | 'picture'>> {
    const { stored, size } = this.#there.get(id)!;
    const fits = size <= copyPolicy.picture && this.#pictures + size <= copyPolicy.pictures;
    const type = fits ? await this.#typeOf(stored) : undefined;
    if (type) {
      this.#pictures += size;
    }
    return { stored, ...(type && { picture: type }) };
  }

  async #typeOf(stored: string): Promise<string | undefined> {
    const file = await open(join(this.#folder, stored));
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(pictureBytes), 0, pictureBytes, 0);
      return pictureType(buffer.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  }

  /** The part of an address that says which file it is; undefined where nothing is fetched from. */
  #pathOf(url: string): string | undefined {
    const parsed = URL.parse(url);
    return parsed && /^https?:$/.test(parsed.protocol) && this.#hosts.has(parsed.host)
      ? parsed.pathname
      : undefined;
  }

  /** Fetches a file, a few at a time. @param expected its size as Discord says, which does not count. */
  async #copy(id: string, name: string, url: string, expected: number): Promise<boolean> {
    if (this.#pathOf(url) === undefined) {
      return false;
    }
    // What is on its way has its room already.
    this.#total += expected;
    while (this.#running >= atOnce) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running += 1;
    const stored = `${id}-${safeName(name)}`;
    const path = join(this.#folder, stored);
    const part = `${path}.${process.hrtime.bigint()}${unfinished}`;
    try {
      const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(patience) });
      if (!answer.ok || !answer.body) {
        await answer.body?.cancel();
        return false;
      }
      await mkdir(this.#folder, { recursive: true });
      await pipeline(answer.body, limited, createWriteStream(part));
      await rename(part, path);
      this.#found(id, stored, (await stat(path)).size);
      return true;
    } catch {
      await rm(part, { force: true });
      return false;
    } finally {
      this.#total -= expected;
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }
}

/** Ids of Discord's are numbers: anything else is no name of a file. */
const keyOf = (id: string) => id.replace(/\W+/g, '_').slice(0, 40);

/** What comes, unless it is more than a file may be: what it said of its size before does not count. */
async function* limited(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const part of source) {
    size += part.length;
    if (size > copyPolicy.file) {
      throw new RangeError('larger than files may be');
    }
    yield part;
  }
}
