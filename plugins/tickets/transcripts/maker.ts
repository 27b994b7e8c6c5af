import { cp, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Copies } from './copies.ts';
import type { Entry, Head, Section } from './entry.ts';
import { forgetIn, headWithout } from './forget.ts';
import { lineOf, TextFile } from './lines.ts';
import { entryOf } from './normalize.ts';
import type { Made, Making, Order, Seen } from './protocol.ts';
import { readStored } from './stored.ts';
import { baseName, filesFolder, writeVersion } from './writer.ts';

/** The messages while they come in; the versions are written from them. */
const linesFile = '.lines.jsonl';

type Named = { readonly id: string; readonly username: string; readonly global_name?: string | null };

/** Makes one transcript: takes the messages as they come, then writes its versions. */
export class Maker {
  #making: Making | undefined;
  #lines: TextFile | undefined;
  #copies: Copies | undefined;
  readonly #authors = new Set<string>();
  #messages = 0;

  async take(order: Order): Promise<Made | undefined> {
    switch (order.kind) {
      case 'begin':
        return this.#begin(order.making);
      case 'section':
        return this.#enter(order.section);
      case 'messages':
        return this.#add(order);
      case 'finish':
        return this.#finish(order.head);
      case 'forget':
        return this.#forget(order);
    }
  }

  async #begin(making: Making): Promise<undefined> {
    this.#making = making;
    const files = join(making.folder, filesFolder);
    await mkdir(files, { recursive: true });
    this.#copies = new Copies(files, making.hosts);
    this.#lines = await TextFile.create(join(making.folder, linesFile));
  }

  async #enter(section: Section): Promise<undefined> {
    await this.#lines!.write(`${lineOf({ section })}\n`);
  }

  /** Puts a stretch in order: what was deleted stands where it was. */
  async #add({ messages, seen }: Extract<Order, { kind: 'messages' }>): Promise<undefined> {
    const kept = new Map(seen.map((one) => [one.id, one]));
    // Files of a page are copied side by side.
    const entries = await Promise.all(
      messages.map((message) => entryOf(message, this.#copies!, (user) => this.#name(user))),
    );
    const there = entries.map((entry) => withHistory(entry, kept.get(entry.id)));
    const ids = new Set(there.map(({ id }) => id));
    const gone = seen.filter(({ id }) => !ids.has(id)).map(entryOfSeen);
    for (const entry of [...there, ...gone].sort((a, b) => compareIds(a.id, b.id))) {
      await this.#write(entry);
    }
  }

  async #write(entry: Entry): Promise<void> {
    this.#messages += 1;
    this.#authors.add(entry.author.id);
    await this.#lines!.write(`${lineOf({ entry })}\n`);
  }

  /** How somebody is called: as the guild calls them, else as they call themselves. */
  #name({ id, username, global_name: own }: Named): string {
    const { users } = this.#making!.names;
    users[id] ??= own ?? username;
    return users[id];
  }

  /** Writes the transcript of another folder anew. Files of whoever is forgotten are not taken along. */
  async #forget({ from, user, somebody }: Extract<Order, { kind: 'forget' }>): Promise<Made> {
    const { folder, name, names } = this.#making!;
    const stored = await readStored(join(from, `${baseName(name, 'staff')}.json`));
    for (const kind of ['users', 'roles', 'channels'] as const) {
      Object.assign(names[kind], stored.names[kind]);
    }
    delete names.users[user];
    await cp(join(from, filesFolder), join(folder, filesFolder), { recursive: true });
    for await (const line of stored.lines()) {
      if ('section' in line) {
        await this.#enter(line.section);
        continue;
      }
      const { entry, files } = forgetIn(line.entry, user, somebody);
      for (const file of files) {
        await rm(join(folder, filesFolder, basename(file)), { force: true });
      }
      await this.#write(entry);
    }
    return this.#finish(headWithout(stored.head, user, somebody));
  }

  async #finish(head: Head): Promise<Made> {
    const { folder, name, words, names } = this.#making!;
    await this.#lines!.close();
    const lines = join(folder, linesFile);
    const writing = { folder, name, words, names, head, messages: this.#messages };
    const staff = await writeVersion(writing, lines, 'staff');
    const creator = await writeVersion(writing, lines, 'creator');
    await rm(lines);
    return { messages: this.#messages, authors: [...this.#authors], staff, creator };
  }
}

/** A message with what it said before; also where it was edited while nobody looked. */
function withHistory(entry: Entry, seen: Seen | undefined): Entry {
  if (!seen) {
    return entry;
  }
  const missed = entry.editedAt && (entry.text ?? '').trim() !== seen.text.trim();
  const history = [...seen.history, ...(missed ? [{ at: entry.editedAt!, text: seen.text }] : [])];
  return history.length > 0 ? { ...entry, history } : entry;
}

/** A message of which only this is left. */
function entryOfSeen({ id, at, author, text, files, history, deletedAt }: Seen): Entry {
  const copies = files.map((name, index) => ({
    id: `${id}-${index}`,
    name,
    size: 0,
    missing: 'gone' as const,
  }));
  return {
    id,
    at,
    author,
    ...(text && { text }),
    ...(copies.length > 0 && { files: copies }),
    ...(history.length > 0 && { history }),
    ...(deletedAt && { deletedAt }),
  };
}

/** Ids count up with time: https://docs.discord.com/developers/reference#snowflakes */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
