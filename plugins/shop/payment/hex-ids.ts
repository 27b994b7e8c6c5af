import { idsIn } from './ids-in.ts';

/** The transaction ids of 32 bytes in a text, in small letters, without `0x`. */
export const hexIds = (typed: string): string[] => [
  ...new Set(
    idsIn(typed, (word) => /^(0x)?[0-9a-f]{64}$/i.test(word)).map((id) =>
      id.toLowerCase().replace(/^0x/, ''),
    ),
  ),
];
