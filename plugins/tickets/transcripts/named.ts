import type { Entry, Names } from './entry.ts';

/** How people, roles and channels are called, by their ids. */
export interface NamesOf {
  readonly users: Names;
  readonly roles: Names;
  readonly channels: Names;
}

/** Ids of those that something names. */
export interface Named {
  readonly users: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  readonly channels: ReadonlySet<string>;
  /** Numbers in what was written that may be somebody's id. */
  readonly numbers: ReadonlySet<string>;
}

/** How many numbers of one transcript are remembered that may be ids: people can write any number of them. */
const numbersAtMost = 1_000;

/** https://docs.discord.com/developers/reference#message-formatting */
const mention = /<(@[!&]?|#)(\d{1,20})>/g;

/** What may be an id, and stands in no mention; what Discord itself numbers has a name before it. */
const number = /(?<!<(?:@[!&]?|#)|"(?:id|user|stored)":"|\d)\d{17,20}(?!\d)/g;

/** Gathers who and what is named. */
export class NamedIds implements Named {
  readonly users = new Set<string>();
  readonly roles = new Set<string>();
  readonly channels = new Set<string>();
  readonly numbers = new Set<string>();

  /** @param line a message, and the same as one line of JSON. */
  addEntry(entry: Entry, line: string): void {
    const { author, reply, command } = entry;
    for (const id of [author.kind === 'webhook' ? undefined : author.id, reply?.user, command?.user]) {
      if (id !== undefined) {
        this.users.add(id);
      }
    }
    this.addText(line);
  }

  /** @param text which may be JSON: no sign of a mention is written in another way there. */
  addText(text: string): void {
    for (const [, kind, id] of text.matchAll(mention)) {
      (kind === '#' ? this.channels : kind === '@&' ? this.roles : this.users).add(id!);
    }
    if (this.numbers.size < numbersAtMost) {
      for (const [id] of text.matchAll(number)) {
        this.numbers.add(id);
      }
    }
  }
}

export const noNames = (): { users: Names; roles: Names; channels: Names } => ({
  users: {},
  roles: {},
  channels: {},
});

/** The names of those that are named. Of two books that know somebody, the first one says. */
export function namesFor({ users, roles, channels }: Named, ...books: readonly NamesOf[]): NamesOf {
  const chosen = (ids: ReadonlySet<string>, kind: keyof NamesOf): Names => {
    const names: Names = {};
    for (const id of ids) {
      const name = books.find((book) => Object.hasOwn(book[kind], id))?.[kind][id];
      if (name !== undefined) {
        names[id] = name;
      }
    }
    return names;
  };
  return {
    users: chosen(users, 'users'),
    roles: chosen(roles, 'roles'),
    channels: chosen(channels, 'channels'),
  };
}

/** A message whose people are called as `users` says. */
export function called(entry: Entry, users: Names): Entry {
  const { author, reply, command } = entry;
  const name = users[author.id] ?? author.name;
  const { account, ...rest } = author;
  return {
    ...entry,
    author: { ...rest, name, ...(account && account !== name && { account }) },
    ...(reply && { reply: { ...reply, author: users[reply.user] ?? reply.author } }),
    ...(command && { command: { ...command, by: users[command.user] ?? command.by } }),
  };
}
