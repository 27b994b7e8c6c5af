/** Crockford's alphabet (https://www.crockford.com/base32.html): no I, L, O or U. A character's place is its value. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Characters of an id that carry meaning: twelve random ones, 60 bits, and one to check them. */
const length = 13;

/** Gives `size` random bytes from a source that nobody can foresee. */
export type RandomBytes = (size: number) => Uint8Array;

/**
 * Makes an id such as `ORD-7K3M9QX-T4B2Z0`. The last character checks the others, so that a mistyped id is told apart
 * from one that nobody has: see {@link readOrderId}.
 */
export function newOrderId(randomBytes: RandomBytes): string {
  // 32 characters: the low five bits of a byte choose one evenly.
  const values = [...randomBytes(length - 1)].map((byte) => byte & 31);
  return written([...values, timesAlpha(checksum(values))]);
}

/**
 * What somebody typed as an id: the id as it is written, `mistyped` when it looks like one and cannot be one,
 * `no-id` otherwise. Case, spaces, dashes and a missing `ORD` do not matter; O is read as 0, I and L as 1.
 *
 * Every wrong character and every swap of two neighbours is noticed, not only most of them: see {@link checksum}.
 */
export function readOrderId(typed: string): { readonly id: string } | 'mistyped' | 'no-id' {
  const bare = typed.toUpperCase().replace(/[\s\-–—_#`*]/g, '');
  const characters = bare.length === length + 3 ? bare.replace(/^[O0]RD/, '') : bare;
  if (characters.length !== length || !/^[A-Z0-9]+$/.test(characters)) {
    return /^[O0]RD[A-Z0-9]{3,}$/.test(bare) ? 'mistyped' : 'no-id';
  }
  const values = [...characters.replace(/O/g, '0').replace(/[IL]/g, '1')].map((one) => alphabet.indexOf(one));
  return values.includes(-1) || checksum(values) !== 0 ? 'mistyped' : { id: written(values) };
}

function written(values: readonly number[]): string {
  const characters = values.map((value) => alphabet[value]).join('');
  return `ORD-${characters.slice(0, 7)}-${characters.slice(7)}`;
}

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
