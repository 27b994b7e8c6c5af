import type { Player } from './player.ts';

/** One thing that a person can type. */
export interface Verb {
  /** Like `click <button>`. */
  readonly usage: string;
  /** A sentence for the help. */
  readonly does: string;
  /** @param rest what follows the word, without spaces around. @throws Error that says what to type instead. */
  readonly run: (player: Player, rest: string) => void | Promise<void>;
  /** What may follow, for the Tab key. */
  readonly offers?: (player: Player) => readonly string[];
}
