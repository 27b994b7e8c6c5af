import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Entry, Head, Section } from './entry.ts';
import type { Line } from './lines.ts';
import type { NamesOf } from './named.ts';

const sectionsBegin = ',"sections":[';
const messagesBegin = ',"messages":[';

/** The JSON file of a transcript as it is written here: the top, each channel and each message on a line of its own. */
export interface Stored {
  readonly head: Head;
  readonly names: NamesOf;
  lines(): AsyncGenerator<Line>;
  /** Lets the file go. */
  close(): Promise<void>;
}

/** Reads the JSON file of a version. That for the creator has no notes. @throws when it is not there, or was not written here. */
export async function readStored(path: string): Promise<Stored> {
  const input = createReadStream(path);
  const rows = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]();
  const close = async () => {
    await rows.return?.();
    input.destroy();
  };
  const first = await rows.next();
  if (first.done || !first.value.endsWith(sectionsBegin)) {
    await close();
    throw new Error(`${path} is no transcript`);
  }
  const { names, ...head } = JSON.parse(`${first.value.slice(0, -sectionsBegin.length)}}`);
  return {
    head: { notes: [], ...head },
    names,
    close,
    async *lines() {
      for (let row = await rows.next(); !row.done; row = await rows.next()) {
        const line = row.value.replace(/,$/, '');
        if (line.endsWith(messagesBegin)) {
          yield { section: JSON.parse(`${line.slice(0, -messagesBegin.length)}}`) as Section };
        } else if (line.startsWith('{')) {
          yield { entry: JSON.parse(line) as Entry };
        }
      }
    },
  };
}
