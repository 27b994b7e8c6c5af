import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Beside } from './beside.ts';
import type { Copy, Entry, Head, Reader, Section } from './entry.ts';
import { entryFor } from './entry.ts';
import { lineOf, linesOf, TextFile } from './lines.ts';
import { called, type NamesOf } from './named.ts';
import { Page } from './page.ts';
import { type TextParts, textMessage, textSection, textTop } from './plain-text.ts';
import type { MadeFile } from './protocol.ts';
import type { Words } from './words.ts';

/** What the files of a transcript are written from. */
export interface Writing {
  readonly folder: string;
  /** Where the copies of files lie. */
  readonly files: string;
  readonly name: string;
  readonly head: Head;
  readonly words: Words;
  readonly names: NamesOf;
  readonly messages: number;
}

/** What a version is called. */
export const baseName = (name: string, reader: Reader) => (reader === 'staff' ? `${name}-staff` : name);

/**
 * Writes a version of a transcript from its lines: a page, JSON and plain text at once, a message at a time.
 * @param lines the file that the lines are in.
 */
export async function writeVersion(writing: Writing, lines: string, reader: Reader): Promise<MadeFile[]> {
  const { folder, files: copies, name, head, words, names, messages } = writing;
  const { locale, timeZone } = head;
  const whole = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone });
  const sizes = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const time = (ms: number) => (isTime(ms) ? whole.format(ms) : '');
  const page = new Page(
    {
      words,
      wording: { ...names, time },
      picture: (copy) => pictureOf(copies, copy),
      size: (bytes) =>
        bytes < 1_000_000 ? `${sizes.format(bytes / 1e3)} kB` : `${sizes.format(bytes / 1e6)} MB`,
    },
    randomBytes(16).toString('base64'),
  );
  const text: TextParts = { words, time, names };
  const base = baseName(name, reader);
  const files = {
    html: await TextFile.create(join(folder, `${base}.html`)),
    json: await TextFile.create(join(folder, `${base}.json`)),
    txt: await TextFile.create(join(folder, `${base}.txt`)),
  };
  await files.html.write(page.top(head, reader, messages));
  const { notes, ...open } = head;
  const shown = reader === 'staff' ? { ...open, notes } : open;
  await files.json.write(`${lineOf({ ...shown, names }).slice(0, -1)},"sections":[`);
  await files.txt.write(textTop(head, reader, text));

  const beside = new Beside();
  let sections = 0;
  let inSection = 0;
  let skipped = false;
  const begin = async (section: Section) => {
    skipped = section.hidden === true && reader !== 'staff';
    if (skipped) {
      return;
    }
    await files.html.write(page.section(section));
    await files.json.write(`${sections === 0 ? '' : '\n]},'}\n${lineOf(section).slice(0, -1)},"messages":[`);
    await files.txt.write(textSection(section, text));
    sections += 1;
    inSection = 0;
  };
  const message = async (full: Entry) => {
    const entry = called(entryFor(reader, full), names.users);
    beside.add(entry);
    await files.html.write(page.message(entry, dayOf(entry, days)));
    await files.json.write(`${inSection === 0 ? '' : ','}\n${lineOf(entry)}`);
    await files.txt.write(textMessage(entry, text));
    inSection += 1;
  };
  for await (const line of linesOf(lines)) {
    if ('section' in line) {
      await begin(line.section);
    } else if (!skipped) {
      await message(line.entry);
    }
  }
  await files.html.write(page.bottom(head, reader));
  await files.json.write(`${sections === 0 ? '' : '\n]}'}\n]}\n`);
  const made: MadeFile[] = [];
  for (const [ending, file] of Object.entries(files)) {
    await file.close();
    made.push({ name: `${base}.${ending}`, size: file.size });
  }
  await beside.write(folder, base);
  return made;
}

function dayOf({ at }: Entry, days: Intl.DateTimeFormat): string {
  const ms = Date.parse(at);
  return isTime(ms) ? days.format(ms) : '';
}

/** Whether a date can hold it: people may type any number as a time. https://tc39.es/ecma262/#sec-time-values-and-time-range */
const isTime = (ms: number) => Math.abs(ms) <= 8.64e15;

/** The bytes of a small picture. It is read when it is written: all of them at once would be much. */
function pictureOf(copies: string, { stored }: Copy): string | undefined {
  if (!stored || !/^[\w.-]+$/.test(stored)) {
    return undefined;
  }
  try {
    return readFileSync(join(copies, stored)).toString('base64');
  } catch {
    return undefined;
  }
}
