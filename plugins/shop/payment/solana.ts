import { base58 } from '@scure/base';
import { wholeOf } from './atomic-units.ts';
import { idsIn } from './ids-in.ts';
import type { Asset, CheckedAddress, Due, PaymentFormat } from './payment-format.ts';
import { query } from './query.ts';

interface Coin {
  readonly kind: string;
  readonly asset: Asset;
  /** The mint of a token; none for the chain's own coin. */
  readonly mint?: string;
}

const coins: readonly Coin[] = [
  { kind: 'sol', asset: { code: 'SOL', digits: 9, network: 'Solana' } },
  {
    kind: 'usdt-spl',
    asset: { code: 'USDT', digits: 6, network: 'Solana (SPL)' },
    mint: 'Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB',
  },
];

/** Sol, and tokens on its network. */
export const solana: readonly PaymentFormat[] = coins.map((coin) => ({
  kind: coin.kind,
  asset: coin.asset,
  askedTwice: 'all',
  checkAddress,
  uri: (due) => uri(due, coin),
  link: () => undefined,
  transactionIds,
  explorer: (id) => `https://solscan.io/tx/${id}`,
}));

/** 32 bytes in base58: nothing in them shows a typing mistake. */
function checkAddress(text: string): CheckedAddress {
  const typed = text.trim();
  const bytes = bytesOf(typed);
  // All zeros is the program that makes accounts: what is sent there is lost.
  return bytes?.length === 32 && bytes.some((byte) => byte !== 0)
    ? { address: typed, twice: true }
    : { problem: 'shape' };
}

/** Signatures of 64 bytes in base58. */
function transactionIds(typed: string): string[] {
  return idsIn(typed, (word) => word.length >= 64 && word.length <= 88 && bytesOf(word)?.length === 64);
}

function bytesOf(text: string): Uint8Array | undefined {
  try {
    return base58.decode(text);
  } catch {
    return undefined;
  }
}

/** https://github.com/solana-foundation/solana-pay/blob/master/SPEC.md */
function uri({ address, units, shop, reference }: Due, { asset, mint }: Coin): string {
  const amount = units && wholeOf(units, asset.digits);
  const values = { amount, 'spl-token': mint, label: shop, message: reference, memo: reference };
  return `solana:${address}${query(values)}`;
}
