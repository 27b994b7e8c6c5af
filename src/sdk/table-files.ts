import { AttachmentBuilder, type RepliableInteraction } from 'discord.js';
import type { CsvPart } from './csv.ts';
import { respond } from './respond.ts';
import type { XlsxPart } from './xlsx.ts';

/** One answer can have so many files after it that nobody waits for the end. */
const partLimit = 10;

/** How the files of a table are called, and what is said with them. */
export interface TableWords {
  /** Of the first file, without the ending; the others have a number behind it. */
  readonly name: string;
  /** Which rows a file has, from 1. */
  readonly part: (from: number, to: number) => string;
  /** The files that were sent do not hold all of it. */
  readonly cut: (rows: number) => string;
}

/**
 * Gives whoever asks a table as files, each in a message of its own that only they see. @returns how many rows they got:
 * of none, nothing was said.
 */
export async function sendTable(
  interaction: RepliableInteraction,
  parts: AsyncIterable<CsvPart | XlsxPart>,
  { name, part, cut }: TableWords,
): Promise<number> {
  let files = 0;
  let sent = 0;
  for await (const table of parts) {
    if (files === partLimit) {
      await respond(interaction, { content: cut(sent), private: true });
      return sent;
    }
    files += 1;
    const [bytes, ending] = 'text' in table ? [Buffer.from(table.text), 'csv'] : [table.bytes, 'xlsx'];
    const called = files === 1 ? `${name}.${ending}` : `${name}-${files}.${ending}`;
    await respond(interaction, {
      content: part(sent + 1, sent + table.rows),
      files: [new AttachmentBuilder(bytes, { name: called })],
      private: true,
    });
    sent += table.rows;
  }
  return sent;
}
