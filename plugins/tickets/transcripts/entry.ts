/** What a transcript holds: data, as the JSON file has it. Who reads Discord fills it, who writes files reads it. */

/** Names by id, as they were when the transcript was made. */
export type Names = Record<string, string>;

/** Somebody who wrote. */
export interface Author {
  readonly id: string;
  readonly name: string;
  /** The name of the account, where it is not the shown one. */
  readonly account?: string;
  readonly kind?: 'bot' | 'webhook';
}

/** A file of a message. */
export interface Copy {
  readonly id: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly description?: string;
  readonly spoiler?: true;
  /** Where the copy lies, beside the transcript. */
  readonly stored?: string;
  /** Of a picture that is small enough to stand in the transcript: its type. */
  readonly picture?: string;
  /** Why there is no copy. */
  readonly missing?: 'large' | 'full' | 'program' | 'gone';
}

/** A picture that an embed or a component shows. */
export interface Picture {
  readonly url: string;
  readonly description?: string;
  readonly spoiler?: true;
  readonly copy?: Copy;
}

export interface Embed {
  readonly title?: string;
  readonly url?: string;
  readonly description?: string;
  /** `#rrggbb`. */
  readonly color?: string;
  readonly author?: { readonly name: string; readonly url?: string };
  readonly provider?: string;
  readonly fields?: readonly { readonly name: string; readonly value: string; readonly inline?: true }[];
  readonly pictures?: readonly Picture[];
  readonly video?: string;
  readonly footer?: string;
  readonly at?: string;
}

/** A component of a message, v1 or v2. */
export type Component =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'row' | 'section'; readonly parts: readonly Component[] }
  | {
      readonly kind: 'box';
      readonly parts: readonly Component[];
      readonly color?: string;
      readonly spoiler?: true;
    }
  | { readonly kind: 'button'; readonly label: string; readonly url?: string; readonly disabled?: true }
  | { readonly kind: 'menu'; readonly hint: string; readonly options: readonly string[] }
  | { readonly kind: 'gallery'; readonly pictures: readonly Picture[] }
  | { readonly kind: 'file'; readonly name: string; readonly spoiler?: true }
  | { readonly kind: 'line' }
  | { readonly kind: 'other'; readonly type: number };

export interface Poll {
  readonly question: string;
  readonly answers: readonly { readonly text: string; readonly votes?: number }[];
  readonly ends?: string;
  readonly ended?: true;
}

/** What a message says. A forwarded one is a body in a body. */
export interface Body {
  readonly text?: string;
  readonly embeds?: readonly Embed[];
  readonly components?: readonly Component[];
  readonly files?: readonly Copy[];
  readonly stickers?: readonly string[];
  readonly poll?: Poll;
}

/** What a message said before. */
export interface Earlier {
  /** Until when. */
  readonly at: string;
  readonly text: string;
}

/** One message. */
export interface Entry extends Body {
  readonly id: string;
  readonly at: string;
  readonly author: Author;
  /** Discord's type of it, where it is no plain one: https://docs.discord.com/developers/resources/message#message-types */
  readonly system?: number;
  readonly editedAt?: string;
  readonly pinned?: true;
  /** The message that it answers; null where that is gone. */
  readonly reply?: {
    readonly id: string;
    readonly author: string;
    /** The id of that author. */
    readonly user: string;
    readonly text: string;
  } | null;
  readonly forward?: Body & { readonly at?: string };
  /** The command that it answers. */
  readonly command?: { readonly name: string; readonly by: string; readonly user: string };
  readonly reactions?: readonly { readonly emoji: string; readonly count: number }[];
  /** The thread that was started on it. */
  readonly thread?: { readonly id: string; readonly name: string };
  /** For staff: what it said before it was edited. */
  readonly history?: readonly Earlier[];
  /** When it was deleted. Its text is for staff. */
  readonly deletedAt?: string;
}

/** A channel or thread that messages were read from. */
export interface Section {
  readonly id: string;
  readonly name: string;
  /** The ticket's own channel. */
  readonly own?: true;
  /** A thread that only staff saw. */
  readonly hidden?: true;
}

/** A line of the ticket's data. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** The id of the user whom the value names. */
  readonly user?: string;
}

/** A note of staff. */
export interface Note {
  readonly author: string;
  /** The id of the author. */
  readonly user: string;
  readonly at: string;
  readonly text: string;
}

/** What stands at the top of a transcript. */
export interface Head {
  readonly title: string;
  readonly facts: readonly Fact[];
  /** What the creator answered when they opened the ticket. */
  readonly answers: readonly Fact[];
  readonly notes: readonly Note[];
  readonly madeAt: string;
  /** How times are written, such as `en-US`, `America/New_York`. */
  readonly locale: string;
  readonly timeZone: string;
}

/** Who may read a version of it. */
export type Reader = 'staff' | 'creator';

/** The entry as `reader` may see it: what was deleted or written over is for staff. */
export function entryFor(reader: Reader, entry: Entry): Entry {
  if (reader === 'staff') {
    return entry;
  }
  const { history: _, ...shown } = entry;
  if (!entry.deletedAt) {
    return shown;
  }
  const { id, at, author, deletedAt } = entry;
  return { id, at, author, deletedAt };
}
