import type { Clock } from '../clock.ts';
import type { Attachment } from '../state/types.ts';

/** What a message needs to be written out: the time, and how a file's link is signed. */
export interface MessageView {
  readonly clock: Clock;
  /** Signed, expiring link of an attachment. */
  readonly attachmentUrl: (attachment: Attachment) => string;
  /** A link as it is shown: one that leads to an attachment is signed anew. */
  readonly freshUrl: (url: string) => string;
  /** The application that reads it, whose own reactions are marked `me`. */
  readonly reader?: string | undefined;
}
