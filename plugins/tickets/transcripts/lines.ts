import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Entry, Section } from './entry.ts';

/** What a transcript is written from, a line each: a channel, then its messages. */
export type Line = { readonly section: Section } | { readonly entry: Entry };

/** How many characters are gathered before they are written. */
const portion = 64 * 1024;

/** A text file that grows: whatever its length, only a portion of it is in memory. */
export class TextFile {
  readonly #file: FileHandle;
  #waiting: string[] = [];
  #length = 0;
  /** In bytes. */
  size = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<TextFile> {
    return new TextFile(await open(path, 'w'));
  }

  async write(text: string): Promise<void> {
    this.#waiting.push(text);
    this.#length += text.length;
    if (this.#length >= portion) {
      await this.#flush();
    }
  }

  async close(): Promise<void> {
    await this.#flush();
    await this.#file.close();
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#waiting.join(''));
    this.#waiting = [];
    this.#length = 0;
    this.size += bytes.length;
    await this.#file.writeFile(bytes);
  }
}

/** Data as one line: two signs that end a line for whoever reads lines are no sign that JSON hides. */
export const lineOf = (value: unknown) =>
  JSON.stringify(value).replace(/[\u2028\u2029]/g, (sign) => (sign === '\u2028' ? '\\u2028' : '\\u2029'));

/** The lines of a file, one at a time. */
export async function* linesOf(path: string): AsyncGenerator<Line> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (line !== '') {
      yield JSON.parse(line) as Line;
    }
  }
}
