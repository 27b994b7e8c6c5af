import { bech32, bech32m } from '@scure/base';
import type { AddressProblem } from './payment-format.ts';

/** Lengths of the programs in use, in bytes, by witness version. Coins sent to others could be taken by anybody. */
const lengths: ReadonlyMap<number, readonly number[]> = new Map([
  [0, [20, 32]],
  [1, [32]],
]);

/**
 * Checks an address of the form `bc1...`. Version 0 is written in bech32, later ones in bech32m.
 * https://github.com/bitcoin/bips/blob/master/bip-0350.mediawiki
 * @param prefix what stands before the `1`, such as `bc`.
 * @returns it in small letters, or why not.
 */
export function segwitAddress(typed: string, prefix: string): { address: string } | AddressProblem {
  for (const [code, later] of [
    [bech32, false],
    [bech32m, true],
  ] as const) {
    const decoded = code.decodeUnsafe(typed, 90);
    if (decoded?.prefix !== prefix) {
      continue;
    }
    const [version = -1, ...words] = decoded.words;
    const program = code.fromWordsUnsafe(words);
    const fits = program && version > 0 === later && lengths.get(version)?.includes(program.length);
    return fits ? { address: typed.toLowerCase() } : 'shape';
  }
  return 'checksum';
}
