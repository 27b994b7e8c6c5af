import type { Body, Component, Copy, Entry, Head } from './entry.ts';
import type { Forgotten } from './protocol.ts';

/** What stands where an id was. */
const nobody = '0';

/**
 * A message without those who are to be forgotten, if it is not from a later time: what they wrote themselves is taken
 * out, where others mention or answer them they are not named. @returns it, and the copies that nothing leads to any more.
 */
export function forgetIn(
  entry: Entry,
  forgotten: Forgotten,
  somebody: string,
): { readonly entry: Entry; readonly files: readonly string[] } {
  const users = before(forgotten, Date.parse(entry.at));
  const { id, at, deletedAt, author, reply, command } = entry;
  if (users.includes(author.id)) {
    const files = [...copiesOf(entry), ...(entry.forward ? copiesOf(entry.forward) : [])];
    return {
      entry: { id, at, author: { id: nobody, name: somebody }, ...(deletedAt && { deletedAt }) },
      files: files.flatMap(({ stored }) => stored ?? []),
    };
  }
  const kept: Entry = {
    ...entry,
    ...(reply &&
      users.includes(reply.user) && { reply: { id: reply.id, user: nobody, author: somebody, text: '' } }),
    ...(command &&
      users.includes(command.user) && { command: { name: command.name, by: somebody, user: nobody } }),
  };
  return { entry: withoutIds(kept, users, somebody), files: [] };
}

/**
 * The top of a transcript without those who are to be forgotten. What the ticket itself says of them when it is made
 * holds: it was written down since, or is about a ticket that is still theirs.
 */
export function headWithout(head: Head, forgotten: Forgotten, somebody: string): Head {
  const all = Object.keys(forgotten);
  const old = before(forgotten, Date.parse(head.madeAt));
  return {
    ...head,
    title: withoutIds(head.title, all, somebody),
    facts: head.facts.map((fact) =>
      fact.user === undefined || !all.includes(fact.user)
        ? withoutIds(fact, all, somebody)
        : old.includes(fact.user)
          ? { label: fact.label, value: somebody }
          : fact,
    ),
    answers: withoutIds(head.answers, all, somebody),
    notes: head.notes.map((note) => {
      const users = before(forgotten, Date.parse(note.at));
      const { at } = note;
      return users.includes(note.user)
        ? { at, author: somebody, user: nobody, text: '' }
        : withoutIds(note, users, somebody);
    }),
  };
}

/** Who is left out of what was written at a moment. */
const before = (forgotten: Forgotten, ms: number): string[] =>
  Object.keys(forgotten).filter((user) => !(ms > forgotten[user]!));

/** Wherever in texts the ids stand: in mentions, in links. */
function withoutIds<T>(value: T, users: readonly string[], somebody: string): T {
  return users.reduce((left, user) => withoutId(left, user, somebody), value);
}

function withoutId<T>(value: T, user: string, somebody: string): T {
  const text = JSON.stringify(value);
  if (!text.includes(user)) {
    return value;
  }
  const name = JSON.stringify(`@${somebody}`).slice(1, -1);
  return JSON.parse(
    text.replaceAll(`<@${user}>`, name).replaceAll(`<@!${user}>`, name).replaceAll(user, nobody),
  );
}

/** The copies of all files that a message shows. */
export function copiesOf({ files = [], embeds = [], components = [] }: Body): Copy[] {
  const shown = embeds.flatMap(({ pictures = [] }) => pictures.flatMap(({ copy }) => copy ?? []));
  return [...files, ...shown, ...components.flatMap(copiesIn)];
}

function copiesIn(part: Component): Copy[] {
  if ('parts' in part) {
    return part.parts.flatMap(copiesIn);
  }
  return part.kind === 'gallery' ? part.pictures.flatMap(({ copy }) => copy ?? []) : [];
}
