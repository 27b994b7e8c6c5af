import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VaultError } from '../../sdk/vault.ts';
import { vaults } from '../vault.ts';

const first = 'a'.repeat(32);
const second = 'b'.repeat(32);
const shop = vaults([first])('shop');

test('what was sealed opens again, and shows nothing of itself until then', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8, unit: 'grapheme' }), fc.string(), (text, about) => {
      const sealed = shop.seal(text, about);
      expect(sealed).not.toContain(text);
      expect(shop.open(sealed, about)).toBe(text);
      expect(shop.seal(text, about)).not.toBe(sealed);
    }),
  );
});

test('nobody else opens it: another thing, another plugin, another key, a changed byte', () => {
  const sealed = shop.seal('the code', 'item:1');
  const flipped = sealed.replace(
    /:([^:]{20})(.)/,
    (_, before, one) => `:${before}${one === 'A' ? 'B' : 'A'}`,
  );
  expect(() => shop.open(sealed, 'item:2')).toThrow(VaultError);
  expect(() => vaults([first])('tickets').open(sealed, 'item:1')).toThrow(VaultError);
  expect(() => vaults([second])('shop').open(sealed, 'item:1')).toThrow(VaultError);
  expect(() => vaults([])('shop').open(sealed, 'item:1')).toThrow(VaultError);
  expect(() => shop.open(flipped, 'item:1')).toThrow(VaultError);
  expect(() => shop.open('v1:nothing', 'item:1')).toThrow(VaultError);
});

test('a new key seals, and the old one still opens', () => {
  const sealed = shop.seal('the code', 'item:1');
  const both = vaults([second, first])('shop');
  expect(both.open(sealed, 'item:1')).toBe('the code');
  expect(() => shop.open(both.seal('another', 'item:1'), 'item:1')).toThrow(VaultError);
});

test('without a key a text is kept as it is, and opens when there is one', () => {
  const bare = vaults([])('shop');
  expect(bare.locked).toBe(false);
  expect(shop.open(bare.seal('the code', 'item:1'), 'item:1')).toBe('the code');
});

test('a text is known again, also when the key has changed since; others are not', () => {
  const bare = vaults([])('shop');
  const both = vaults([second, first])('shop');
  const kept = [bare, shop, both].map((vault) => vault.fingerprints('the code')[0]);
  expect(both.fingerprints('the code')).toEqual(expect.arrayContaining(kept));
  expect(shop.fingerprints('the code')).toEqual(expect.arrayContaining(kept.slice(0, 2)));
  expect(both.fingerprints('The code').some((mark) => kept.includes(mark))).toBe(false);
  expect(new Set(kept).size).toBe(3);
  expect(kept.every((mark) => mark.length === 43)).toBe(true);
});
