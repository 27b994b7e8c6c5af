import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { hexIds } from './hex-ids.ts';
import type { Asset, CheckedAddress, Due, PaymentFormat } from './payment-format.ts';

interface Chain {
  readonly kind: string;
  readonly asset: Asset;
  /** https://eips.ethereum.org/EIPS/eip-155 */
  readonly chain: number;
  /** The contract of a token; none for the chain's own coin. */
  readonly token?: string;
  readonly explorer: string;
}

const chains: readonly Chain[] = [
  {
    kind: 'eth',
    asset: { code: 'ETH', digits: 18, network: 'Ethereum' },
    chain: 1,
    explorer: 'https://etherscan.io/tx/',
  },
  {
    kind: 'usdt-erc20',
    asset: { code: 'USDT', digits: 6, network: 'Ethereum (ERC-20)' },
    chain: 1,
    token: '0xdAC17F958D2ee523a2206206994597C13D831ec7',
    explorer: 'https://etherscan.io/tx/',
  },
];

/** Ether, and tokens on its network. */
export const ethereum: readonly PaymentFormat[] = chains.map((chain) => ({
  kind: chain.kind,
  asset: chain.asset,
  askedTwice: 'in-small-letters',
  checkAddress,
  uri: (due) => uri(due, chain),
  link: () => undefined,
  transactionIds: (typed) => hexIds(typed).map((id) => `0x${id}`),
  explorer: (id) => `${chain.explorer}${id}`,
}));

/** An address without small and capital letters mixed has no checksum. https://eips.ethereum.org/EIPS/eip-55 */
function checkAddress(text: string): CheckedAddress {
  const typed = text.trim();
  if (!/^0x[0-9a-f]{40}$/i.test(typed) || /^0x0{40}$/.test(typed)) {
    return { problem: 'shape' };
  }
  const address = withChecksum(typed);
  const letters = typed.slice(2);
  if (letters === letters.toLowerCase() || letters === letters.toUpperCase()) {
    return { address, twice: true };
  }
  return address === typed ? { address, twice: false } : { problem: 'checksum' };
}

/** Writes the letters of an address small or capital, as its hash says. */
export function withChecksum(address: string): string {
  const digits = address.slice(2).toLowerCase();
  const hash = bytesToHex(keccak_256(utf8ToBytes(digits)));
  const letters = [...digits].map((digit, at) =>
    Number.parseInt(hash[at]!, 16) >= 8 ? digit.toUpperCase() : digit,
  );
  return `0x${letters.join('')}`;
}

/** A transfer of a token is a call of its contract. https://eips.ethereum.org/EIPS/eip-681 */
function uri({ address, units }: Due, { chain, token }: Chain): string | undefined {
  if (!units) {
    return undefined;
  }
  return token
    ? `ethereum:${token}@${chain}/transfer?address=${address}&uint256=${units}`
    : `ethereum:${address}@${chain}?value=${units}`;
}
