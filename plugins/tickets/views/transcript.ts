import { type Message, person, plain, quiet, type Translate } from '@guildhall/sdk';
import type { Ticket } from '../entities/ticket.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import type { Transcript } from '../entities/transcript.ts';
import { numberWords } from './words.ts';

/** Files that go along, and the names of those that are too large. */
interface Carried {
  readonly files: { readonly attachment: string; readonly name: string }[];
  readonly left: readonly string[];
}

export interface TranscriptFacts extends Carried {
  readonly ticket: Ticket;
  readonly type: TicketType | undefined;
  readonly transcript: Transcript;
  /** Stands in it, so that the message is found again. */
  readonly mark: string;
}

const blue = 0x5865f2;

/** The message for staff that carries the transcript of a ticket. */
export function transcriptPost(facts: TranscriptFacts, t: Translate): Message {
  const { ticket, type, transcript, mark, files, left } = facts;
  const { creator, closedBy, closeReason, number } = ticket;
  return {
    embeds: [
      {
        title: t('transcript.title', { number: numberWords(number), subject: '' }),
        description: [
          ...(type ? [t('transcript.type', { type: plain(type.name, 60) })] : []),
          t('control.creator', { user: person(creator, t) }),
          ...(closedBy ? [t('control.closed', { user: person(closedBy, t) })] : []),
          ...(closeReason ? [t('control.reason', { reason: plain(closeReason, 300) })] : []),
          t('transcript.messages', { count: transcript.messages }),
          ...(left.length > 0
            ? [t('transcript.too-large', { folder: transcript.folder, count: left.length })]
            : []),
        ].join('\n'),
        footer: { text: `${t('transcript.staff-only')} · ${mark}` },
        color: blue,
      },
    ],
    allowedMentions: quiet,
    files,
  };
}

/** The direct message that brings the creator their transcript. */
export function transcriptLetter(
  { ticket, files, left, server }: Carried & { readonly ticket: Ticket; readonly server: string },
  t: Translate,
): Message {
  const words = { number: numberWords(ticket.number), server: plain(server, 100) };
  return {
    content: [
      t('transcript.letter', words),
      ...(left.length > 0 ? [t(files.length > 0 ? 'transcript.letter-part' : 'transcript.letter-none')] : []),
    ].join('\n'),
    allowedMentions: quiet,
    files,
  };
}

/** What whoever asked for a transcript sees while it is made. */
export const transcriptProgress = (count: number, t: Translate): Message => ({
  content: t('transcript.progress', { count }),
  private: true,
});

/** The transcript that somebody asked for. */
export function askedTranscript(
  { ticket, transcript, files, left }: Carried & { readonly ticket: Ticket; readonly transcript: Transcript },
  staff: boolean,
  t: Translate,
): Message {
  const { folder, messages } = transcript;
  return {
    content: [
      t('transcript.ready', { number: numberWords(ticket.number), count: messages }),
      ...(left.length === 0
        ? []
        : [staff ? t('transcript.too-large', { folder, count: left.length }) : t('transcript.letter-none')]),
    ].join('\n'),
    files,
    private: true,
  };
}
