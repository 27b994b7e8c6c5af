import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { filesFolder } from './beside.ts';
import { Earlier } from './earlier.ts';
import type { Entry, Head, Section } from './entry.ts';
import { entryFor } from './entry.ts';
import { forgetIn, headWithout } from './forget.ts';
import { compareIds } from './ids.ts';
import { lineOf, linesOf, TextFile } from './lines.ts';
import { NamedIds, namesFor } from './named.ts';
import { entryOf } from './normalize.ts';
import type { Answers, Before, Made, Making, NamedFor, Order, OrderOf, Stretch } from './protocol.ts';
import { entryOfSeen, withHistory, withNews } from './seen.ts';
import { TicketFiles } from './ticket-files.ts';
import { writeVersion } from './writer.ts';

/** The messages while they come in; the versions are written from them. */
const linesFile = '.lines.jsonl';

type User = { readonly id: string; readonly username: string; readonly global_name?: string | null };

/** Makes one transcript: takes the messages as they come, then writes its versions. */
export class Maker {
  #making!: Making;
  #lines!: TextFile;
  #files!: TicketFiles;
  #earlier: Earlier | undefined;
  #head!: Head;
  /** Whether what comes of this section is what was kept. */
  #kept = false;
  /** The last message of this section that Discord gave. */
  #read = '0';
  /** Whether the creator does not see this section. */
  #hidden = false;
  /** How people call themselves. */
  readonly #users: Record<string, string> = {};
  #named = { staff: new NamedIds(), creator: new NamedIds() };
  #messages = 0;

  async take(order: Order): Promise<Answers[Order['kind']]> {
    switch (order.kind) {
      case 'begin':
        return this.#begin(order.making);
      case 'section':
        return this.#enter(order.section);
      case 'messages':
        return this.#add(order);
      case 'name':
        return this.#name(order.head);
      case 'forget':
        return this.#forget(order);
      case 'finish':
        return this.#finish(order);
    }
  }

  async #begin(making: Making): Promise<Before | undefined> {
    this.#making = making;
    await mkdir(making.folder, { recursive: true });
    // All transcripts of a ticket share the copies; each page has them beside it.
    const shared = relative(making.folder, making.files);
    await symlink(shared, join(making.folder, filesFolder), 'junction');
    this.#files = await TicketFiles.open(making.files, making.hosts);
    this.#lines = await TextFile.create(join(making.folder, linesFile));
    this.#earlier = making.before === undefined ? undefined : await Earlier.open(making.before, making.name);
    return this.#earlier && { head: this.#earlier.head, sections: this.#earlier.sections };
  }

  async #enter(section: Section): Promise<undefined> {
    await this.#leave();
    this.#hidden = section.hidden === true;
    this.#read = '0';
    await this.#earlier?.enter(section.id);
    await this.#lines.write(`${lineOf({ section })}\n`);
  }

  /** What the transcript before has behind all that was kept is of this section, too. */
  async #leave(): Promise<void> {
    if (this.#kept) {
      for await (const entry of this.#before()) {
        await this.#write(entry);
      }
    }
    this.#kept = false;
    await this.#earlier?.leave();
  }

  async #add({ messages, seen, kept }: Stretch): Promise<undefined> {
    this.#kept = kept === true;
    await (kept ? this.#addKept(seen) : this.#addRead(messages, seen));
    this.#read = messages.at(-1)?.id ?? this.#read;
  }

  /** Puts a stretch in order: what was deleted stands where it was. */
  async #addRead(messages: Stretch['messages'], seen: Stretch['seen']): Promise<void> {
    const heard = new Map(seen.map((one) => [one.id, one]));
    // Files of a page are copied side by side.
    const entries = await Promise.all(
      messages.map((message) => entryOf(message, this.#files, (user) => this.#nameOf(user))),
    );
    const there = entries.map((entry) => withHistory(entry, heard.get(entry.id)));
    const ids = new Set(there.map(({ id }) => id));
    const gone = seen.filter(({ id }) => !ids.has(id));
    const left = await Promise.all(gone.map((one) => entryOfSeen(one, this.#files)));
    for (const entry of [...there, ...left].sort((a, b) => compareIds(a.id, b.id))) {
      await this.#write(entry);
    }
  }

  /** What was kept, among what the transcript before has. */
  async #addKept(seen: Stretch['seen']): Promise<void> {
    for (const one of seen) {
      let known = false;
      for await (const entry of this.#before(one.id)) {
        known ||= entry.id === one.id;
        await this.#write(entry.id === one.id ? withNews(entry, one) : entry);
      }
      if (!known) {
        await this.#write(await entryOfSeen(one, this.#files));
      }
    }
  }

  /** What the transcript before has next in this section, behind what was read of Discord. */
  async *#before(last?: string): AsyncGenerator<Entry> {
    for await (const entry of this.#earlier?.upTo(last) ?? []) {
      if (compareIds(entry.id, this.#read) > 0) {
        yield entry;
      }
    }
  }

  async #write(entry: Entry): Promise<void> {
    const line = lineOf({ entry });
    this.#messages += 1;
    this.#count(entry, line);
    await this.#lines.write(`${line}\n`);
  }

  #count(entry: Entry, line: string): void {
    this.#named.staff.addEntry(entry, line);
    if (!this.#hidden) {
      const shown = entryFor('creator', entry);
      this.#named.creator.addEntry(shown, shown === entry ? line : lineOf(shown));
    }
  }

  /** How somebody calls themselves. */
  #nameOf({ id, username, global_name: own }: User): string {
    this.#users[id] ??= own ?? username;
    return this.#users[id];
  }

  async #name(head: Head): Promise<NamedFor> {
    await this.#leave();
    await this.#lines.close();
    this.#head = head;
    return this.#withHead();
  }

  /** Who is named in all of it, the top included. */
  #withHead(): NamedFor {
    const { notes, ...open } = this.#head;
    this.#named.creator.addText(JSON.stringify(open));
    this.#named.staff.addText(JSON.stringify(this.#head));
    for (const { user } of [...this.#head.facts, ...notes]) {
      if (user !== undefined) {
        this.#named.staff.users.add(user);
      }
    }
    return this.#named;
  }

  /** Writes the lines anew, without those who are forgotten, and without their files. */
  async #forget({ forgotten, somebody }: OrderOf<'forget'>): Promise<NamedFor> {
    const path = join(this.#making.folder, linesFile);
    const lines = await TextFile.create(`${path}.new`);
    this.#named = { staff: new NamedIds(), creator: new NamedIds() };
    for await (const line of linesOf(path)) {
      if ('section' in line) {
        this.#hidden = line.section.hidden === true;
        await lines.write(`${lineOf(line)}\n`);
        continue;
      }
      const { entry, files } = forgetIn(line.entry, forgotten, somebody);
      await this.#files.remove(files);
      const left = lineOf({ entry });
      this.#count(entry, left);
      await lines.write(`${left}\n`);
    }
    await lines.close();
    await rename(`${path}.new`, path);
    this.#head = headWithout(this.#head, forgotten, somebody);
    return this.#withHead();
  }

  async #finish({ names }: OrderOf<'finish'>): Promise<Made> {
    const { folder, files, name, words } = this.#making;
    const lines = join(folder, linesFile);
    const write = (reader: 'staff' | 'creator') =>
      writeVersion(
        {
          folder,
          files,
          name,
          words,
          names: namesFor(this.#named[reader], names[reader], ...this.#known(reader)),
          head: this.#head,
          messages: this.#messages,
        },
        lines,
        reader,
      );
    const [staff, creator] = [await write('staff'), await write('creator')];
    await rm(lines);
    const { users, numbers } = this.#named.staff;
    return { messages: this.#messages, people: [...new Set([...users, ...numbers])], staff, creator };
  }

  /** The names that stood in the transcript before, and those that people gave themselves. */
  #known(reader: 'staff' | 'creator') {
    const own = { users: this.#users, roles: {}, channels: {} };
    return this.#earlier ? [this.#earlier.names[reader], own] : [own];
  }
}
