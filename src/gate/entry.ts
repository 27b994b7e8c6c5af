import type { GuildMember, Interaction, Message } from 'discord.js';

/** The ways into a plugin. */
export type EntryKind =
  | 'command'
  | 'prefix-command'
  | 'context-menu'
  | 'autocomplete'
  | 'component'
  | 'precondition'
  | 'listener'
  | 'task'
  | 'timer'
  | 'setup'
  | 'route'
  | 'service';

/** What the gate needs of the generation behind an entry. */
export interface Guarded {
  readonly plugin: string;
  readonly number: number;
  /** Why nothing of it may run now, or undefined. */
  closed(): 'paused' | 'retired' | undefined;
  enter(): void;
  leave(): void;
}

/** One way into one generation. */
export interface Entry {
  readonly kind: EntryKind;
  /** The piece's name. */
  readonly name: string;
  readonly generation: Guarded;
  /** The capability (local name) that the subject needs, or undefined. */
  readonly capability: (subject: Subject) => string | undefined;
}

/** Who comes in, from where. */
export interface Subject {
  /** undefined outside of guilds: direct messages, the bot's own events. */
  readonly guild: string | undefined;
  readonly actor: GuildMember | undefined;
  readonly locale: string;
  readonly interaction?: Interaction;
  readonly message?: Message;
}
