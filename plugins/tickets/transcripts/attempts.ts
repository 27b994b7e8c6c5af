import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Home } from './homes.ts';

/** The folder of the copies of files, beside those of the transcripts. */
export const copiesName = 'files';

/** For how long a folder that no row names may be somebody's work, in ms. */
const workedAt = 24 * 60 * 60_000;

export interface Tidying {
  /** The folder that the row of the transcript names now. */
  readonly named: string | null | undefined;
  /** A folder that was named before, or was to be, and is not any more. */
  readonly needless: string | null;
  /** Whether the copies of files stay. */
  readonly copies?: boolean;
  /** By the clock of the disk, in ms since 1970. */
  readonly now?: number;
}

/**
 * Takes away what is not the transcript of a ticket: what it was before, and what a crash left behind a while ago. What is
 * younger another process may be making at this moment. @param home all folders of the ticket.
 */
export async function tidy(
  home: string,
  { named, needless, copies = true, now = Date.now() }: Tidying,
): Promise<void> {
  const kept = [...(copies ? [copiesName] : []), basename(named ?? '')];
  for (const name of await readdir(home).catch(() => [])) {
    const folder = join(home, name);
    if (
      !kept.includes(name) &&
      (name === basename(needless ?? '') || (await ageOf(folder, now)) > workedAt)
    ) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** Tickets that are asked for at once. */
const portion = 200;

/**
 * The same for all tickets that have folders. What is of none that is known is left alone: the bot may have been started on
 * another database. @param root holds a folder for each guild, and in it one for each ticket.
 * @param homesOf says what is to be there, by the ids of tickets.
 */
export async function tidyAll(
  root: string,
  homesOf: (tickets: readonly string[]) => Promise<ReadonlyMap<string, Home>>,
  now = Date.now(),
): Promise<void> {
  for (const guild of await readdir(root).catch(() => [])) {
    const tickets = await readdir(join(root, guild)).catch(() => []);
    for (let first = 0; first < tickets.length; first += portion) {
      for (const [ticket, home] of await homesOf(tickets.slice(first, first + portion))) {
        await tidy(join(root, guild, ticket), { ...home, needless: null, now });
      }
    }
  }
}

/** Somebody else may have taken it away: then it is new, and nothing is to be done. */
const ageOf = (folder: string, now: number): Promise<number> =>
  stat(folder).then(
    ({ mtimeMs }) => now - mtimeMs,
    () => 0,
  );
