import type { Message } from '../../state/types.ts';
import type { FormErrors, FormPath } from '../form-errors.ts';
import type { UploadedFile } from '../route.ts';

/** What the rules of a message need to know beyond its body. */
export interface MessageContext {
  /** The files that came with the request. */
  readonly files?: readonly UploadedFile[];
  /** Where the message is in the body: `['data']` in an interaction callback. */
  readonly path?: FormPath;
  /** The message that an edit changes: what the body leaves out stays as it is there. */
  readonly editing?: Pick<Message, 'content' | 'embeds' | 'attachments' | 'components' | 'flags'> | undefined;
}

/** Adds to `errors` what Discord has against a message beyond the schema of its body. */
export function messageRules(_body: object, _errors: FormErrors, _context: MessageContext = {}): void {}
