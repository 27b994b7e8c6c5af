import { wholeOf } from './atomic-units.ts';
import { base58Version } from './base58-check.ts';
import { hexIds } from './hex-ids.ts';
import type { Asset, CheckedAddress, Due, PaymentFormat } from './payment-format.ts';
import { query } from './query.ts';
import { segwitAddress } from './segwit-address.ts';

interface Chain {
  readonly kind: string;
  readonly asset: Asset;
  /** What a URI begins with. */
  readonly scheme: string;
  /** Before the `1` of its segwit addresses. */
  readonly prefix: string;
  /** Version bytes of its addresses in base58. */
  readonly versions: readonly number[];
  /** Those that another coin uses too. */
  readonly shared: readonly number[];
  /** What addresses of its test networks begin with. */
  readonly test: RegExp;
  /** Version bytes of its test networks. */
  readonly testVersions: readonly number[];
  /** Where a transaction can be looked at: its id comes behind. */
  readonly explorer: string;
}

const bitcoin: Chain = {
  kind: 'btc',
  asset: { code: 'BTC', digits: 8, network: 'Bitcoin' },
  scheme: 'bitcoin',
  prefix: 'bc',
  // https://en.bitcoin.it/wiki/List_of_address_prefixes
  versions: [0x00, 0x05],
  shared: [],
  test: /^(tb|bcrt)1/i,
  testVersions: [0x6f, 0xc4],
  explorer: 'https://mempool.space/tx/',
};

const litecoin: Chain = {
  kind: 'ltc',
  asset: { code: 'LTC', digits: 8, network: 'Litecoin' },
  scheme: 'litecoin',
  prefix: 'ltc',
  // https://github.com/litecoin-project/litecoin/blob/master/src/chainparams.cpp
  versions: [0x30, 0x32, 0x05],
  shared: [0x05],
  test: /^(tltc|rltc)1/i,
  testVersions: [0x6f, 0xc4, 0x3a],
  explorer: 'https://litecoinspace.org/tx/',
};

/** Coins that work as Bitcoin does. */
export const bitcoinLike: readonly PaymentFormat[] = [bitcoin, litecoin].map((chain) => ({
  kind: chain.kind,
  asset: chain.asset,
  checkAddress: (typed) => checkAddress(typed.trim(), chain),
  uri: (due) => uri(due, chain),
  link: () => undefined,
  transactionIds: hexIds,
  explorer: (id) => `${chain.explorer}${id}`,
}));

function checkAddress(typed: string, chain: Chain): CheckedAddress {
  if (chain.test.test(typed)) {
    return { problem: 'test-network' };
  }
  if (typed.toLowerCase().startsWith(`${chain.prefix}1`)) {
    const read = segwitAddress(typed, chain.prefix);
    return typeof read === 'string' ? { problem: read } : { ...read, twice: false };
  }
  const version = base58Version(typed);
  if (typeof version === 'string') {
    return { problem: version };
  }
  if (chain.testVersions.includes(version)) {
    return { problem: 'test-network' };
  }
  if (!chain.versions.includes(version)) {
    return { problem: 'other-coin' };
  }
  return { address: typed, twice: false, ...(chain.shared.includes(version) && { hint: 'ambiguous' }) };
}

/** https://github.com/bitcoin/bips/blob/master/bip-0321.mediawiki */
function uri({ address, units, shop, reference }: Due, { scheme, asset }: Chain): string {
  const amount = units && wholeOf(units, asset.digits);
  return `${scheme}:${address}${query({ amount, label: shop, message: reference })}`;
}
