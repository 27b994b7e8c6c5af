import { join } from 'node:path';
import type { Entry, Head, Reader, Section } from './entry.ts';
import { compareIds } from './ids.ts';
import type { NamesOf } from './named.ts';
import { readStored } from './stored.ts';
import { baseName } from './writer.ts';

/** The transcript that a ticket has while a newer one is made: of what Discord has no more, it says what was there. */
export class Earlier {
  readonly head: Head;
  readonly sections: readonly Section[];
  readonly names: Readonly<Record<Reader, NamesOf>>;
  readonly #path: string;
  /** What comes next of the section that is read. */
  #entries: AsyncGenerator<Entry> | undefined;
  #next: Entry | undefined;

  private constructor(path: string, told: Pick<Earlier, 'head' | 'sections' | 'names'>) {
    this.#path = path;
    this.head = told.head;
    this.sections = told.sections;
    this.names = told.names;
  }

  /** @param folder that it lies in. @param name of its files. @throws when it is not there. */
  static async open(folder: string, name: string): Promise<Earlier> {
    const pathOf = (reader: Reader) => join(folder, `${baseName(name, reader)}.json`);
    const [staff, creator] = [await readStored(pathOf('staff')), await readStored(pathOf('creator'))];
    await creator.close();
    const sections: Section[] = [];
    for await (const line of staff.lines()) {
      if ('section' in line) {
        sections.push(line.section);
      }
    }
    const names = { staff: staff.names, creator: creator.names };
    return new Earlier(pathOf('staff'), { head: staff.head, sections, names });
  }

  /** Goes to the beginning of a section, which may not be in it. */
  async enter(section: string): Promise<void> {
    await this.leave();
    this.#entries = this.#of(section);
  }

  async leave(): Promise<void> {
    await this.#entries?.return(undefined);
    this.#entries = undefined;
    this.#next = undefined;
  }

  /** The messages that come next in the section, up to one, or to its end. */
  async *upTo(last?: string): AsyncGenerator<Entry> {
    for (;;) {
      this.#next ??= (await this.#entries?.next())?.value ?? undefined;
      if (!this.#next || (last !== undefined && compareIds(this.#next.id, last) > 0)) {
        return;
      }
      const entry = this.#next;
      this.#next = undefined;
      yield entry;
    }
  }

  async *#of(section: string): AsyncGenerator<Entry> {
    const stored = await readStored(this.#path);
    try {
      let inside = false;
      for await (const line of stored.lines()) {
        if ('section' in line) {
          inside = line.section.id === section;
        } else if (inside) {
          yield line.entry;
        }
      }
    } finally {
      await stored.close();
    }
  }
}
