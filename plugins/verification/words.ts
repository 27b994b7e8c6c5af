import { createHash } from 'node:crypto';
import { wordList } from './word-list.ts';

/** How many words a code has. */
export const codeLength = 5;

/** Gives a whole number from 0 up to and without `below`, such as `crypto.randomInt`. */
export type RandomInt = (below: number) => number;

/** Chooses the words of a new code, none twice. */
export function chooseWords(randomInt: RandomInt): string[] {
  const chosen = new Set<string>();
  while (chosen.size < codeLength) {
    chosen.add(wordList[randomInt(wordList.length)]!);
  }
  return [...chosen];
}

/** What is kept of a code: whoever reads the database cannot read the words. */
export const hashOf = (words: readonly string[]) =>
  createHash('sha256').update(words.join(' ')).digest('hex');

/**
 * What a profile description says about a code. `there`: all words in order, with nothing but spaces and signs between
 * them. `filtered`: Roblox hid something, or the words are there in part. `other`: a code, but not this one. `missing`:
 * none of it.
 */
export type Sighting = 'there' | 'filtered' | 'other' | 'missing';

/** Looks for the code that hashes to `hash`. */
export function lookFor(hash: string, description: string): Sighting {
  const tokens =
    description
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  for (let first = 0; first + codeLength <= tokens.length; first++) {
    if (hashOf(tokens.slice(first, first + codeLength)) === hash) {
      return 'there';
    }
  }
  const run = longestRun(tokens);
  if (/#{3,}/.test(description) || (run > 1 && run < codeLength)) {
    return 'filtered';
  }
  return run >= codeLength ? 'other' : 'missing';
}

const known = new Set(wordList);

/** How many words of the list stand in a row. The words of a code are not kept, but all of them are on the list. */
function longestRun(tokens: readonly string[]): number {
  let longest = 0;
  let run = 0;
  for (const token of tokens) {
    run = known.has(token) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
