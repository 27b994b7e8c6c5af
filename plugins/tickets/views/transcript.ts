import { type Message, person, plain, quiet, type Translate } from '@guildhall/sdk';
import { ButtonStyle, ComponentType } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import type { Transcript } from '../entities/transcript.ts';
import plugin from '../plugin.ts';
import { numberWords } from './words.ts';

type Attached = { readonly attachment: string; readonly name: string };

/** Files that go along, and those that do not. */
interface Carried {
  readonly files: Attached[];
  /** Names of those that are too large. */
  readonly left: readonly string[];
  /** How many files of messages do not go along. */
  readonly apart: number;
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
  const { ticket, type, transcript, mark, files, left, apart } = facts;
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
          ...(apart > 0 ? [t('transcript.apart', { count: apart })] : []),
        ].join('\n'),
        footer: { text: `${t('transcript.staff-only')} · ${mark}` },
        color: blue,
      },
    ],
    ...(apart > 0 && { components: filesButton(ticket.id, 0, t('transcript.files')) }),
    allowedMentions: quiet,
    files,
  };
}

/** The button that gives the files that lie beside the page. @param part which archive of them, from 0. */
const filesButton = (ticket: string, part: number, label: string): NonNullable<Message['components']> => [
  {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.Button,
        style: ButtonStyle.Secondary,
        label,
        custom_id: plugin.customId('transcript-files', ticket, part),
      },
    ],
  },
];

interface LetterFacts extends Carried {
  readonly ticket: Ticket;
  readonly server: string;
  /** Whether they got one when it was closed, and this one is for what came after that. */
  readonly again: boolean;
}

/** The direct message that brings the creator their transcript. */
export function transcriptLetter(
  { ticket, files, left, apart, server, again }: LetterFacts,
  t: Translate,
): Message {
  const { number, closeReason } = ticket;
  const words = { number: numberWords(number), server: plain(server, 100) };
  return {
    content: [
      t(again ? 'transcript.letter-changed' : 'transcript.letter', words),
      ...(closeReason && !again ? [t('control.reason', { reason: plain(closeReason, 300) })] : []),
      ...(left.length > 0 ? [t(files.length > 0 ? 'transcript.letter-part' : 'transcript.letter-none')] : []),
      // Buttons in direct messages know no server.
      ...(apart > 0 ? [t('transcript.letter-apart', { count: apart, number })] : []),
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
  {
    ticket,
    transcript,
    files,
    left,
    apart,
  }: Carried & { readonly ticket: Ticket; readonly transcript: Transcript },
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
      ...(apart > 0 ? [t('transcript.apart', { count: apart })] : []),
    ].join('\n'),
    ...(apart > 0 && { components: filesButton(ticket.id, 0, t('transcript.files')) }),
    files,
    private: true,
  };
}

export interface FilesFacts {
  readonly ticket: Ticket;
  readonly transcript: Transcript;
  readonly file: Attached | undefined;
  /** Which archive it is, from 0, and how many there are. */
  readonly part: number;
  readonly parts: number;
  /** How many files are too large for any. */
  readonly large: number;
}

/** An archive of the files that lie beside the page of a transcript. */
export function transcriptFiles(facts: FilesFacts, staff: boolean, t: Translate): Message {
  const { ticket, transcript, file, part, parts, large } = facts;
  const { folder } = transcript;
  return {
    content: [
      ...(file ? [t('transcript.files-part', { part: part + 1, parts })] : []),
      ...(large > 0
        ? [
            staff
              ? t('transcript.too-large', { folder, count: large })
              : t('transcript.files-large', { count: large }),
          ]
        : []),
      ...(!file && large === 0 ? [t('transcript.no-files')] : []),
    ].join('\n'),
    ...(part + 1 < parts && { components: filesButton(ticket.id, part + 1, t('transcript.more-files')) }),
    files: file ? [file] : [],
    private: true,
  };
}
