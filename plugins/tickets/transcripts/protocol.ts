import type { APIMessage } from 'discord-api-types/v10';
import type { Author, Body, Earlier, Head, Reader, Section } from './entry.ts';
import type { Named, NamesOf } from './named.ts';
import type { Words } from './words.ts';

/** What a transcript is made of beside its messages. */
export interface Making {
  /** Where it goes: an absolute path of a folder that is there and empty. */
  readonly folder: string;
  /** Where copies of files lie, which all transcripts of a ticket share. It is made when it is needed. */
  readonly files: string;
  /** The folder of the transcript before this one: of what Discord has no more, it says what was there. */
  readonly before?: string;
  /** What its files are called, without an ending: `ticket-0042`. */
  readonly name: string;
  readonly words: Words;
  /** Where files may be copied from. */
  readonly hosts: readonly string[];
}

/** A file of a message as it was when it was written. */
export interface SeenFile {
  readonly id: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly url: string;
}

/** What a message can hold beside its text. */
export interface SeenMore extends Pick<Body, 'stickers' | 'poll'> {
  readonly forward?: { readonly text: string; readonly files: readonly SeenFile[] };
}

/** What was kept of a message when it was written. */
export interface Seen {
  readonly id: string;
  readonly channel: string;
  readonly at: string;
  readonly author: Author;
  readonly text: string;
  readonly files: readonly SeenFile[];
  readonly more: SeenMore;
  readonly history: readonly Earlier[];
  readonly deletedAt?: string;
  /** Whether something was heard of it since the transcript before this one was read. */
  readonly news?: true;
}

/** Who is to be left out, by their ids: of everything that was written up to a moment in ms. */
export type Forgotten = Readonly<Record<string, number>>;

/** What the thread is asked. Each is answered before the next one is asked. */
export type Order =
  | { readonly kind: 'begin'; readonly making: Making }
  /** Messages that come next belong to this channel. */
  | { readonly kind: 'section'; readonly section: Section }
  | Stretch
  /** No more messages come: who is named? @see Named */
  | { readonly kind: 'name'; readonly head: Head }
  | { readonly kind: 'forget'; readonly forgotten: Forgotten; readonly somebody: string }
  | { readonly kind: 'finish'; readonly names: Readonly<Record<Reader, NamesOf>> };

/** Messages that come next in the section, the oldest first: as Discord has them, and what was kept of those. */
export interface Stretch {
  readonly kind: 'messages';
  readonly messages: readonly APIMessage[];
  readonly seen: readonly Seen[];
  /** Discord gives nothing: what was kept is all, and what the transcript before this one says. */
  readonly kept?: true;
}

/** Who is named in each version, so that names of nobody else are given away. */
export type NamedFor = Readonly<Record<Reader, Named>>;

/** A transcript that was made before. */
export interface Before {
  readonly head: Head;
  readonly sections: readonly Section[];
}

/** What each order is answered with. */
export interface Answers {
  readonly begin: Before | undefined;
  readonly section: undefined;
  readonly messages: undefined;
  readonly name: NamedFor;
  readonly forget: NamedFor;
  readonly finish: Made;
}

export type OrderOf<K extends Order['kind']> = Extract<Order, { readonly kind: K }>;

/** What came of an order. */
export type Outcome = { readonly answer: Answers[Order['kind']] } | { readonly error: string };

/** A transcript that is there. */
export interface Made {
  /** How many messages it has, those that were deleted included. */
  readonly messages: number;
  /** Ids of the people who are named in it, and what else may be an id. */
  readonly people: readonly string[];
  /** Names of its files in the folder, the page first, with their sizes in bytes. */
  readonly staff: readonly MadeFile[];
  readonly creator: readonly MadeFile[];
}

export interface MadeFile {
  readonly name: string;
  readonly size: number;
}
