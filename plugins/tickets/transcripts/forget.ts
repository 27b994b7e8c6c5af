import type { Body, Component, Copy, Entry, Head } from './entry.ts';

/** What stands where an id was. */
const nobody = '0';

/**
 * A message without what says who somebody is: what they wrote themselves is taken out, where others mention or answer
 * them they are not named. @returns it, and the copies that nothing leads to any more.
 */
export function forgetIn(
  entry: Entry,
  user: string,
  somebody: string,
): { readonly entry: Entry; readonly files: readonly string[] } {
  const author = { id: nobody, name: somebody };
  const { id, at, deletedAt, reply, command } = entry;
  if (entry.author.id === user) {
    const files = [...copiesOf(entry), ...(entry.forward ? copiesOf(entry.forward) : [])];
    return {
      entry: { id, at, author, ...(deletedAt && { deletedAt }) },
      files: files.flatMap(({ stored }) => stored ?? []),
    };
  }
  const kept: Entry = {
    ...entry,
    ...(reply?.user === user && { reply: { id: reply.id, user: nobody, author: somebody, text: '' } }),
    ...(command?.user === user && { command: { name: command.name, by: somebody, user: nobody } }),
  };
  return { entry: withoutId(kept, user, somebody), files: [] };
}

/** The top of a transcript without somebody. */
export function headWithout(head: Head, user: string, somebody: string): Head {
  const kept: Head = {
    ...head,
    facts: head.facts.map((fact) => (fact.user === user ? { label: fact.label, value: somebody } : fact)),
    notes: head.notes.map((note) =>
      note.user === user ? { at: note.at, author: somebody, user: nobody, text: '' } : note,
    ),
  };
  return withoutId(kept, user, somebody);
}

/** Wherever in texts the id stands: in mentions, in links. */
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

function copiesOf({ files = [], embeds = [], components = [] }: Body): Copy[] {
  const shown = embeds.flatMap(({ pictures = [] }) => pictures.flatMap(({ copy }) => copy ?? []));
  return [...files, ...shown, ...components.flatMap(copiesIn)];
}

function copiesIn(part: Component): Copy[] {
  if ('parts' in part) {
    return part.parts.flatMap(copiesIn);
  }
  return part.kind === 'gallery' ? part.pictures.flatMap(({ copy }) => copy ?? []) : [];
}
