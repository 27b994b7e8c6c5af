import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Entry, Head, Names, Section } from './entry.ts';
import type { Line } from './lines.ts';

const sectionsBegin = ',"sections":[';
const messagesBegin = ',"messages":[';

/** The JSON file of a transcript as it is written here: the top, each channel and each message on a line of its own. */
export interface Stored {
  readonly head: Head;
  readonly names: { readonly users: Names; readonly roles: Names; readonly channels: Names };
  lines(): AsyncGenerator<Line>;
}

/** Reads the JSON file for staff, which has everything. @throws when it is not there, or was not written here. */
export async function readStored(path: string): Promise<Stored> {
  const rows = createInterface({ input: createReadStream(path), crlfDelay: Infinity })[
    Symbol.asyncIterator
  ]();
  const first = await rows.next();
  if (first.done || !first.value.endsWith(sectionsBegin)) {
    throw new Error(`${path} is no transcript`);
  }
  const { names, ...head } = JSON.parse(`${first.value.slice(0, -sectionsBegin.length)}}`);
  return {
    head,
    names,
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
