/** Crockford's alphabet (https://www.crockford.com/base32.html): no I, L, O or U. A character's place is its value. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Characters behind the date: five random ones, 25 bits for each day and server, and one that checks the rest. */
const tail = 6;

/** Gives `size` random bytes from a source that nobody can foresee. */
export type RandomBytes = (size: number) => Uint8Array;

/** A day, as the guild's clock has it. */
export interface Day {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
}

/**
 * Makes an id such as `NC-20261121-7K3M9Q`. The last character checks the date and the others: a mistyped id is told
 * apart from one that nobody has. It is no secret: who knows it may do nothing with it. Two may come out the same: the
 * database is asked, and another one is made.
 */
export function newOrderId(prefix: string, { year, month, day }: Day, randomBytes: RandomBytes): string {
  const date = [year, month, day].map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join('');
  // 32 characters: the low five bits of a byte choose one evenly.
  const random = [...randomBytes(tail - 1)].map((byte) => byte & 31);
  const values = [...[...date].map(Number), ...random];
  const end = [...random, timesAlpha(checksum(values))].map((value) => alphabet[value]).join('');
  return `${goodPrefix(prefix)}-${date}-${end}`;
}

/** What a guild puts before its ids, in at most six capital letters and digits. */
const goodPrefix = (typed: string) =>
  typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 6) || 'NC';

/**
 * What somebody typed as an id: the date and the end as they are written, `mistyped` when it looks like an id and can be
 * none, `no-id` otherwise. Case, spaces, dashes and whatever stands before the date do not matter; O is read as 0, I and
 * L as 1. Every wrong character and every swap of two neighbours is noticed: see {@link checksum}.
 */
export function readOrderId(typed: string): { readonly ending: string } | 'mistyped' | 'no-id' {
  const bare = typed.toUpperCase().replace(/[\s\-–—_#`*]/g, '');
  if (bare.length < 14 || !/^[A-Z0-9]+$/.test(bare)) {
    return /^[A-Z]{1,6}\d{4,}[A-Z0-9]*$/.test(bare) ? 'mistyped' : 'no-id';
  }
  const characters = meant(bare.slice(-14));
  const [date, end] = [characters.slice(0, 8), characters.slice(8)];
  const values = [...characters].map((one) => alphabet.indexOf(one));
  if (!/^\d{8}$/.test(date) || values.includes(-1) || checksum(values) !== 0) {
    return 'mistyped';
  }
  return { ending: `${date}-${end}` };
}

/** The id without what stands before the date, by which it is found. */
export const endingOf = (id: string): string => id.slice(-(8 + 1 + tail));

/** What a buyer writes into a payment, so that staff find it: the end of the id. */
export const referenceOf = (id: string): string => id.slice(-tail);

/**
 * The end of an id that somebody typed alone, as {@link referenceOf} writes it. @returns undefined for anything else. Nothing
 * in it shows a typing mistake: its last character checks the date, too.
 */
export function readReference(typed: string): string | undefined {
  const characters = meant(typed.trim().toUpperCase());
  return characters.length === tail && [...characters].every((one) => alphabet.includes(one))
    ? characters
    : undefined;
}

/** The orders of a guild whose ids end so. @param reference as {@link readReference} returns it. */
export const endsIn = (guild: string, reference: string) => ({ guild, ending: { $like: `%-${reference}` } });

/** What somebody meant by letters that look like digits. */
const meant = (typed: string) => typed.replace(/O/g, '0').replace(/[IL]/g, '1');

/**
 * The characters as a polynomial over the field of 32 elements, at its generator α; of a whole id it is 0. A wrong
 * character changes it by α^k·(a−b), two swapped neighbours by α^k·(α+1)·(a−b): in a field neither is 0 unless a is b.
 */
function checksum(values: readonly number[]): number {
  return values.reduce((sum, value) => timesAlpha(sum) ^ value, 0);
}

/** Multiplies by α in GF(2^5) with x^5 + x^2 + 1. */
function timesAlpha(value: number): number {
  const doubled = value << 1;
  return doubled & 32 ? doubled ^ 0b100101 : doubled;
}
