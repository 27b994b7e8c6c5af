import type { Captures } from './captures.ts';
import type { Forgetting } from './forgetting.ts';
import type { TicketFiles } from './ticket-files.ts';

/** Messages of one run. */
const portion = 100;

interface MessageFiles {
  readonly captures: Captures;
  readonly forgetting: Forgetting;
  readonly files: Pick<TicketFiles, 'file' | 'removeIds'>;
}

/**
 * Copies the files of a ticket's messages that were not copied yet, some messages at a time. What somebody wrote who is
 * forgotten meanwhile leaves no copy. @returns whether there may be more.
 */
export async function copyMessageFiles(
  ticket: string,
  { captures, forgetting, files }: MessageFiles,
): Promise<boolean> {
  for (let count = 0; count < portion; count += 1) {
    const message = await captures.uncopied(ticket);
    if (!message) {
      return false;
    }
    const own = [...message.files, ...(message.more.forward?.files ?? [])];
    for (const { id, name, size, url } of own) {
      await files.file({ id, filename: name, size, url });
    }
    // The job that takes the copies of the forgotten away may have run before these were made.
    if (!(await captures.copied(message.id)) && (await forgetting.covers(message))) {
      await files.removeIds(own.map(({ id }) => id));
    }
  }
  return true;
}
