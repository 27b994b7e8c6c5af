import { bitcoinLike } from './bitcoin-like.ts';
import { ethereum } from './ethereum.ts';
import type { PaymentFormat } from './payment-format.ts';
import { paypal } from './paypal.ts';
import { solana } from './solana.ts';
import { tron } from './tron.ts';

/** All ways to pay that the shop knows, in the order of menus. */
export const formats: readonly PaymentFormat[] = [paypal, ...bitcoinLike, ...ethereum, ...solana, tron];

/** The kind of ways to pay that are told in words alone. */
export const otherKind = 'other';

/** All kinds of ways to pay, in the order of menus. */
export const methodKinds: readonly string[] = [...formats.map(({ kind }) => kind), otherKind];

/** The codes of all coins. A coin has one rate, on whatever network it is. */
export const coins: readonly string[] = [...new Set(formats.flatMap(({ asset }) => asset?.code ?? []))];

/** @returns undefined for `other`, and for a kind that is not known. */
export const formatOf = (kind: string): PaymentFormat | undefined =>
  formats.find((format) => format.kind === kind);
