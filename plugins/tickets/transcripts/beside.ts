import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entry } from './entry.ts';
import { copiesOf } from './forget.ts';

/** The folder of the copies beside a page: whoever unpacks the archives there has all that the page leads to. */
export const filesFolder = 'files';

/** A copy that does not stand in the page. */
export interface BesideFile {
  /** Its name among the copies. */
  readonly stored: string;
  /** In bytes. */
  readonly size: number;
}

const listOf = (folder: string, base: string) => join(folder, `${base}.files.json`);

/** Gathers the files that a version leads to and that are not in its page. */
export class Beside {
  readonly #files = new Map<string, number>();

  add(entry: Entry): void {
    for (const { stored, picture, size } of [...copiesOf(entry), ...copiesOf(entry.forward ?? {})]) {
      if (stored && !picture) {
        this.#files.set(stored, size);
      }
    }
  }

  /** Writes them down beside the version. */
  async write(folder: string, base: string): Promise<void> {
    const files = [...this.#files].map(([stored, size]): BesideFile => ({ stored, size }));
    await writeFile(listOf(folder, base), JSON.stringify(files));
  }
}

/** The files that a version leads to and that are not in its page. */
export const besideOf = async (folder: string, base: string): Promise<readonly BesideFile[]> =>
  JSON.parse(await readFile(listOf(folder, base), 'utf8'));
