import { sha256 } from '@noble/hashes/sha2.js';
import { createBase58check } from '@scure/base';
import type { AddressProblem } from './payment-format.ts';

const base58check = createBase58check(sha256);
const alphabet = /^[1-9A-HJ-NP-Za-km-z]{26,35}$/;

/**
 * Reads an address in base58 with a checksum: a version byte and the 20 bytes of a hash.
 * https://en.bitcoin.it/wiki/Base58Check_encoding
 * @returns its version, or why not.
 */
export function base58Version(typed: string): number | AddressProblem {
  if (!alphabet.test(typed)) {
    return 'shape';
  }
  try {
    const bytes = base58check.decode(typed);
    return bytes.length === 21 ? bytes[0]! : 'shape';
  } catch {
    return 'checksum';
  }
}
