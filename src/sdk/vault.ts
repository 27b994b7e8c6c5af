/**
 * Keeps what a database should not show to whoever reads it: codes, passwords. With the operator's key (`DATA_KEY`) it is
 * sealed; without one it is kept as it is, and can be opened all the same.
 *
 * A sealed text is bound to what it is about, such as `item:<id>`: put into another row, it does not open.
 */
export interface Vault {
  /** Whether there is a key. */
  readonly locked: boolean;
  /** What stands before each text that lies open, because there was no key when it was kept. */
  readonly openMark: string;
  /** @param about the thing that it belongs to, which stays the same as long as the row. */
  seal(text: string, about: string): string;
  /** @throws VaultError when it was sealed with a key that is not there any more, for another thing, or is damaged. */
  open(sealed: string, about: string): string;
  /**
   * Tells whether a text was there before, without keeping it: 43 characters that are the same for the same text. The
   * first one is to be kept; compare with all of them, for it may have been kept when there was another key, or none.
   */
  fingerprints(text: string): readonly [string, ...string[]];
}

/** What was sealed cannot be opened. Its message holds nothing of it. */
export class VaultError extends Error {
  constructor(why: string) {
    super(`${why}: is DATA_KEY the one that it was sealed with?`);
    this.name = 'VaultError';
  }
}
