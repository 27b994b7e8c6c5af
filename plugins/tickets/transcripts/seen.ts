import type { Copy, Earlier, Entry } from './entry.ts';
import type { Copier } from './normalize.ts';
import type { Seen, SeenFile } from './protocol.ts';

/** A message with what it said before; also where it was edited while nobody looked. */
export function withHistory(entry: Entry, seen: Seen | undefined): Entry {
  if (!seen) {
    return entry;
  }
  const missed = entry.editedAt && (entry.text ?? '').trim() !== seen.text.trim();
  const history = [...seen.history, ...(missed ? [{ at: entry.editedAt!, text: seen.text }] : [])];
  return history.length > 0 ? { ...entry, history } : entry;
}

/** A message as the transcript before has it, and what was heard of it since. */
export function withNews(entry: Entry, seen: Seen | undefined): Entry {
  if (!seen?.news) {
    return entry;
  }
  const edited = seen.text !== (entry.text ?? '') ? seen.history.at(-1) : undefined;
  const history = joined(entry.history ?? [], seen.history);
  return {
    ...entry,
    ...(edited && { text: seen.text, editedAt: edited.at }),
    ...(history.length > 0 && { history }),
    ...(seen.deletedAt && { deletedAt: seen.deletedAt }),
  };
}

function joined(one: readonly Earlier[], other: readonly Earlier[]): Earlier[] {
  const known = new Set(one.map(({ at }) => at));
  return [...one, ...other.filter(({ at }) => !known.has(at))].sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** A message of which only this is left. */
export async function entryOfSeen(seen: Seen, copier: Copier): Promise<Entry> {
  const { id, at, author, text, files, more, history, deletedAt } = seen;
  const { stickers, poll, forward } = more;
  const edited = history.at(-1)?.at;
  return {
    id,
    at,
    author,
    ...(text && { text }),
    ...(await filesOf(files, copier)),
    ...(stickers && { stickers }),
    ...(poll && { poll }),
    ...(forward && {
      forward: { ...(forward.text && { text: forward.text }), ...(await filesOf(forward.files, copier)) },
    }),
    ...(edited && { editedAt: edited }),
    ...(history.length > 0 && { history }),
    ...(deletedAt && { deletedAt }),
  };
}

async function filesOf(files: readonly SeenFile[], copier: Copier): Promise<{ files?: Copy[] }> {
  const copies = files.map(({ id, name, size, url }) => copier.file({ id, filename: name, size, url }));
  return copies.length > 0 ? { files: await Promise.all(copies) } : {};
}
