import { expect, test } from 'vitest';
import { formatOf } from '../formats.ts';

const hash = 'f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16';
const other = 'a1075db55d416d3ca199f55b6084e2115b9345e16c5cf302fc80e9d5fbf5d48d';
// A signature of the Solana documentation.
const signature = '5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnbJLgp8uirBgmQpjKhoR4tjF3ZpRzrFmBV6UjKdiSZkQUW';
const ids = (kind: string, typed: string) => formatOf(kind)!.transactionIds(typed);

test.each([
  ['btc', hash, hash],
  ['btc', ` ${hash.toUpperCase()} `, hash],
  ['btc', `https://mempool.space/tx/${hash}`, hash],
  ['btc', `I paid! ${hash}, see https://blockstream.info/tx/${hash}?expand`, hash],
  ['usdt-trc20', `https://tronscan.org/#/transaction/${hash}`, hash],
  ['eth', hash, `0x${hash}`],
  ['usdt-erc20', `https://etherscan.io/tx/0x${hash}#eventlog`, `0x${hash}`],
  ['sol', signature, signature],
  ['usdt-spl', `https://solscan.io/tx/${signature}?cluster=mainnet`, signature],
  ['paypal', '1ab23456cd789012e', '1AB23456CD789012E'],
  ['paypal', 'Transaction ID: 1AB23456CD789012E', '1AB23456CD789012E'],
  ['paypal', '1AB2-3456-CD78-9012-E', '1AB23456CD789012E'],
  ['paypal', 'id 1AB2‑3456CD789012E, thanks', '1AB23456CD789012E'],
  ['paypal', '1AB23456 CD789012E', '1AB23456CD789012E'],
  ['paypal', '1AB23456\u200BCD789012E', '1AB23456CD789012E'],
  ['paypal', '１AB23456CD789012E', '1AB23456CD789012E'],
  ['btc', `txid-${hash}`, hash],
])('%s: the id in "%s"', (kind, typed, expected) => {
  expect(ids(kind, typed)).toEqual([expected]);
});

test.each([
  ['btc', 'I paid'],
  ['btc', hash.slice(1)],
  ['btc', `${hash}0`],
  ['sol', hash],
  ['sol', signature.slice(2)],
  ['paypal', 'INTERNATIONALIZED'],
  ['paypal', 'shop@example.com'],
])('%s: none in "%s"', (kind, typed) => {
  expect(ids(kind, typed)).toEqual([]);
});

test('of several ids each is one', () => {
  expect(ids('btc', `${hash} ${other} 0x${hash}`)).toEqual([hash, other]);
  expect(ids('paypal', '1AB23456CD789012E and 9ZY87654XW321098V')).toEqual([
    '1AB23456CD789012E',
    '9ZY87654XW321098V',
  ]);
});

test('what somebody pasted leads to the page of the transaction', () => {
  const page = (kind: string, typed: string) => formatOf(kind)!.explorer(ids(kind, typed)[0]!);
  expect(page('btc', hash)).toBe(`https://mempool.space/tx/${hash}`);
  expect(page('usdt-erc20', hash)).toBe(`https://etherscan.io/tx/0x${hash}`);
  expect(page('sol', signature)).toBe(`https://solscan.io/tx/${signature}`);
});
