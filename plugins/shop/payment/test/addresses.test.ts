import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withChecksum } from '../ethereum.ts';
import { formatOf, formats } from '../formats.ts';

const check = (kind: string, typed: string) => formatOf(kind)!.checkAddress(typed);
const kept = (kind: string, typed: string) => {
  const checked = check(kind, typed);
  return 'address' in checked ? checked.address : checked.problem;
};

describe('addresses of the public standards', () => {
  test.each([
    // The first block, and the examples of https://en.bitcoin.it/wiki/Invoice_address
    ['btc', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
    ['btc', '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy'],
    // BIP 173 and BIP 350
    ['btc', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
    ['btc', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0'],
    ['eth', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'],
    ['eth', '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'],
    ['eth', '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB'],
    ['eth', '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'],
    ['usdt-erc20', '0xdAC17F958D2ee523a2206206994597C13D831ec7'],
    ['usdt-trc20', 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'],
    ['sol', 'mvines9iiHiQTysrwkJjGf2gb9Ex9jXJX8ns3qwf2kN'],
    ['usdt-spl', 'Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB'],
    ['paypal', 'shop@example.com'],
  ])('%s takes %s as it is', (kind, address) => {
    expect(kept(kind, address)).toBe(address);
    expect(kept(kind, `  ${address}\n`)).toBe(address);
  });

  test('segwit addresses in capital letters are kept in small ones', () => {
    expect(kept('btc', 'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4')).toBe(
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    );
  });

  test.each([
    ['paypal.me/GuildShop', 'paypal.me/GuildShop'],
    ['https://www.paypal.me/GuildShop/', 'paypal.me/GuildShop'],
    ['https://paypal.com/paypalme/GuildShop', 'paypal.me/GuildShop'],
  ])('the PayPal link %s is kept as %s', (typed, address) => {
    expect(kept('paypal', typed)).toBe(address);
  });
});

describe('addresses that are refused, and why', () => {
  test.each([
    // BIP 173 and BIP 350: wrong checksums, mixed letters, versions and lengths that are not in use
    ['btc', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5', 'checksum'],
    ['btc', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf', 'shape'],
    ['btc', 'bc1Qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'checksum'],
    ['btc', 'bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4', 'checksum'],
    ['btc', 'BC1SW50QGDZ25J', 'shape'],
    ['btc', 'bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs', 'shape'],
    ['btc', 'bc1pfeessrawgf', 'shape'],
    ['btc', 'bc1gmk9yu', 'shape'],
    ['btc', 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx', 'test-network'],
    ['btc', 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn', 'test-network'],
    ['btc', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb', 'checksum'],
    ['btc', 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', 'other-coin'],
    ['btc', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', 'shape'],
    ['ltc', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'other-coin'],
    ['ltc', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'shape'],
    ['eth', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD', 'checksum'],
    ['eth', '5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', 'shape'],
    ['eth', `0x${'0'.repeat(40)}`, 'shape'],
    ['usdt-trc20', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'other-coin'],
    ['usdt-trc20', 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6T', 'checksum'],
    ['sol', '11111111111111111111111111111111', 'shape'],
    ['sol', 'mvines9iiHiQTysrwkJjGf2gb9Ex9jXJX8ns3qwf2', 'shape'],
    ['paypal', 'shop@example', 'shape'],
    ['paypal', 'https://paypal.me.evil.example/GuildShop', 'shape'],
    ['paypal', '', 'shape'],
  ])('%s refuses %s: %s', (kind, typed, problem) => {
    expect(check(kind, typed)).toEqual({ problem });
  });
});

test('an address whose typing mistakes would not be noticed is asked for twice', () => {
  const twice = (kind: string, typed: string) => {
    const checked = check(kind, typed);
    return 'twice' in checked && checked.twice;
  };
  expect(twice('sol', 'mvines9iiHiQTysrwkJjGf2gb9Ex9jXJX8ns3qwf2kN')).toBe(true);
  expect(twice('eth', '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed')).toBe(true);
  expect(twice('eth', '0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED')).toBe(true);
  expect(kept('eth', '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed')).toBe(
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  );
  expect(twice('eth', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed')).toBe(false);
  expect(twice('btc', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa')).toBe(false);
});

test('a Litecoin address that Bitcoin has too comes with a hint', () => {
  expect(check('ltc', '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy')).toMatchObject({ hint: 'ambiguous' });
});

test('the contract in a URI has a good checksum', () => {
  const token = '0xdAC17F958D2ee523a2206206994597C13D831ec7';
  expect(withChecksum(token.toLowerCase())).toBe(token);
});

const withOneWrong: readonly (readonly [string, string])[] = [
  ['btc', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
  ['btc', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
  ['btc', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0'],
  ['usdt-trc20', 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'],
];

test.each(withOneWrong)('%s: one wrong letter in %s is noticed', (kind, address) => {
  const letters = '023456789acdefghjklmnpqrstuvwxyz';
  for (let at = 0; at < address.length; at += 1) {
    for (const letter of letters) {
      if (letter !== address[at]!.toLowerCase()) {
        const typed = address.slice(0, at) + letter + address.slice(at + 1);
        expect(check(kind, typed), typed).toHaveProperty('problem');
      }
    }
  }
});

test('whatever somebody types is answered', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (typed) => {
      for (const format of formats) {
        const checked = format.checkAddress(typed);
        expect('address' in checked ? checked.address.length > 0 : checked.problem).toBeTruthy();
        expect(() => format.transactionIds(typed)).not.toThrow();
      }
    }),
  );
});
