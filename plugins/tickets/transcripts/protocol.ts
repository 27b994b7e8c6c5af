import type { APIMessage } from 'discord-api-types/v10';
import type { Author, Earlier, Head, Names, Section } from './entry.ts';
import type { Words } from './words.ts';

/** What a transcript is made of beside its messages. */
export interface Making {
  /** Where it goes: an absolute path of a folder that is there and empty. */
  readonly folder: string;
  /** What its files are called, without an ending: `ticket-0042`. */
  readonly name: string;
  readonly words: Words;
  /** Where files may be copied from. */
  readonly hosts: readonly string[];
  /** How people, roles and channels are called in the guild, as far as it is known. */
  readonly names: { readonly users: Names; readonly roles: Names; readonly channels: Names };
}

/** What was kept of a message when it was written. */
export interface Seen {
  readonly id: string;
  readonly channel: string;
  readonly at: string;
  readonly author: Author;
  readonly text: string;
  readonly files: readonly string[];
  readonly history: readonly Earlier[];
  readonly deletedAt?: string;
}

/** What the thread is asked. Each is answered before the next one is asked. */
export type Order =
  | { readonly kind: 'begin'; readonly making: Making }
  /** Messages that come next belong to this channel. */
  | { readonly kind: 'section'; readonly section: Section }
  /** Messages of one stretch of the section as Discord has them, and what was kept of those; both the oldest first. */
  | { readonly kind: 'messages'; readonly messages: readonly APIMessage[]; readonly seen: readonly Seen[] }
  | { readonly kind: 'finish'; readonly head: Head }
  /** Makes a transcript of the one in another folder, without what somebody wrote. */
  | { readonly kind: 'forget'; readonly from: string; readonly user: string; readonly somebody: string };

/** What came of an order. */
export type Outcome = { readonly done: true; readonly made?: Made } | { readonly error: string };

/** A transcript that is there. */
export interface Made {
  /** How many messages it has, those that were deleted included. */
  readonly messages: number;
  /** Ids of the people who wrote in it. */
  readonly authors: readonly string[];
  /** Names of its files in the folder, the page first, with their sizes in bytes. */
  readonly staff: readonly MadeFile[];
  readonly creator: readonly MadeFile[];
}

export interface MadeFile {
  readonly name: string;
  readonly size: number;
}
