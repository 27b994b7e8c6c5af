import { base58Version } from './base58-check.ts';
import { hexIds } from './hex-ids.ts';
import type { CheckedAddress, PaymentFormat } from './payment-format.ts';

/** https://developers.tron.network/docs/account */
const version = 0x41;

/** USDT on Tron. There is no standard for its URIs: a wallet is shown the plain address. */
export const tron: PaymentFormat = {
  kind: 'usdt-trc20',
  asset: { code: 'USDT', digits: 6, network: 'Tron (TRC-20)' },
  checkAddress,
  uri: () => undefined,
  link: () => undefined,
  transactionIds: hexIds,
  explorer: (id) => `https://tronscan.org/#/transaction/${id}`,
};

function checkAddress(text: string): CheckedAddress {
  const typed = text.trim();
  const read = base58Version(typed);
  if (typeof read === 'string') {
    return { problem: read };
  }
  return read === version ? { address: typed, twice: false } : { problem: 'other-coin' };
}
