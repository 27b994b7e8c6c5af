import type { PaymentFormat } from '../payment-format.ts';
import { bitcoinLike } from './bitcoin-like.ts';
import { ethereum } from './ethereum.ts';
import { paypal } from './paypal.ts';
import { solana } from './solana.ts';
import { tron } from './tron.ts';

/** All ways to pay that the shop knows, in the order of menus. */
export const formats: readonly PaymentFormat[] = [paypal, ...bitcoinLike, ...ethereum, ...solana, tron];

/** @returns undefined for a kind that is not known. */
export const formatOf = (kind: string): PaymentFormat | undefined =>
  formats.find((format) => format.kind === kind);
