import type { Attachment } from '../../state/types.ts';
import type { FormErrors, FormPath } from '../body/form-errors.ts';
import type { UploadedFile } from '../body/multipart.ts';

/** What a body says about files: `id` is the number of an uploaded one, or the id of one that an edit keeps. */
export interface GivenAttachment {
  readonly id: string;
  readonly filename?: string | null;
}

/** The files that a message will have, by the names that `attachment://` links use. */
export interface MessageFiles {
  readonly count: number;
  readonly has: (name: string) => boolean;
}

/**
 * Matches the `attachments` of a body with the files of the request and those that are there already. Every uploaded
 * file is sent; of those that are there an edit keeps the listed ones, or all when it lists none.
 *
 * Source: https://docs.discord.com/developers/reference#editing-message-attachments
 */
export function attachmentRules(
  given: readonly GivenAttachment[] | null | undefined,
  files: readonly UploadedFile[],
  present: readonly Pick<Attachment, 'id' | 'filename'>[],
  errors: FormErrors,
  path: FormPath,
): MessageFiles {
  const uploads = new Map(files.map((file, index) => [numberOf(file) ?? String(index), file.filename]));
  const kept = new Map(present.map(({ id, filename }) => [id, filename]));
  const names = new Map(given === undefined ? [...kept, ...uploads] : uploads);
  given?.forEach(({ id, filename }, index) => {
    const known = uploads.get(id) ?? kept.get(id);
    if (known === undefined)
      errors.add([...path, index], 'ATTACHMENT_NOT_FOUND', 'Attachment data not found');
    else names.set(id, filename || known);
  });
  const stored = new Set(Array.from(names.values(), storedName));
  return { count: names.size, has: (name) => stored.has(storedName(name)) };
}

const numberOf = ({ field }: UploadedFile): string | undefined => /^files\[(\d+)\]$/.exec(field)?.[1];

/** Discord keeps a name with underscores for spaces, and links may use either. */
const storedName = (name: string): string => name.replaceAll(/\s/g, '_');
