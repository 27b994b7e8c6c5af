import { refusalOf } from '@guildhall/sdk';
import { expect, test } from 'vitest';
import { readPrices, readRefund } from '../catalogue/prices.ts';
import { readStock } from '../stock/stock-lines.ts';
import { readText } from '../stock/text-file.ts';

const codeOf = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return refusalOf(error)?.code;
  }
};

test.for([
  ['9.99', [{ amount: 999, currency: 'USD' }]],
  ['9,99', [{ amount: 999, currency: 'USD' }]],
  ['1,000.00', [{ amount: 100_000, currency: 'USD' }]],
  ['8.50 EUR', [{ amount: 850, currency: 'EUR' }]],
  [
    '9.99; 8.50 EUR; 1200 JPY',
    [
      { amount: 999, currency: 'USD' },
      { amount: 850, currency: 'EUR' },
      { amount: 1200, currency: 'JPY' },
    ],
  ],
] as const)('M7: %s is read as prices', ([typed, prices]) => {
  expect(readPrices(typed, 'USD')).toEqual(prices);
});

test.for([
  '1e3',
  '-5',
  '0.001',
  '١٢',
  '1.500',
  '9.99.99',
  'free',
  '0x10',
  'NaN',
  'Infinity',
  '99999999999999999',
])('M7: %s is no price and no refund', (typed) => {
  expect(codeOf(() => readPrices(typed, 'EUR'))).toBe('price-unclear');
  expect(codeOf(() => readRefund(typed, 'EUR'))).toBe('refund-unclear');
});

test('M5: a refund in another currency than the order’s is none', () => {
  expect(codeOf(() => readRefund('5 USD', 'EUR'))).toBe('refund-unclear');
  expect(readRefund('5', 'EUR')).toBe(500);
});

test.for([
  ['one a line', 'AAAA-1\n\n  BBBB-2 \r\nCCCC,3', ['AAAA-1', 'BBBB-2', 'CCCC,3']],
  [
    'a single line with commas, as older bots wanted them',
    'AAAA-1, BBBB-2,,CCCC-3',
    ['AAAA-1', 'BBBB-2', 'CCCC-3'],
  ],
  ['a list of texts in JSON', '["AAAA-1", "BBBB, 2", ""]', ['AAAA-1', 'BBBB, 2']],
  [
    'a list of objects in JSON',
    '[{"user": "ada", "password": "p,1"}, {"user": "bob", "ids": [1, 2]}]',
    ['user: ada\npassword: p,1', 'user: bob\nids: [1,2]'],
  ],
  [
    'numbers in JSON, digit by digit',
    '[1234567890123456789, 1234567890123456790, 1.50, {"pin": 12345678901234567890, "ids": [1e3]}]',
    ['1234567890123456789', '1234567890123456790', '1.50', 'pin: 12345678901234567890\nids: [1e3]'],
  ],
  ['lines that begin like JSON', '[EU] AAAA-1\n[US] BBBB-2', ['[EU] AAAA-1', '[US] BBBB-2']],
  ['a file with a byte order mark', '\uFEFFAAAA-1\nBBBB-2', ['AAAA-1', 'BBBB-2']],
] as const)('a file of items is read: %s', ([, text, items]) => {
  expect(readStock(text, 'file')?.items).toEqual(items);
});

test('what is typed is one item a line, commas and all; of a file that was cut at its commas it is known', () => {
  const line = 'user@mail.com,pass123';
  expect(readStock(line, 'form')).toEqual({ items: [line], cut: false });
  expect(readStock(line, 'file')).toEqual({ items: ['user@mail.com', 'pass123'], cut: true });
  expect(readStock(`${line}\n${line}2`, 'file')?.cut).toBe(false);
});

test('JSON that is broken is no list of items', () => {
  expect(readStock('["AAAA-1", "BBBB-2"', 'form')).toBeUndefined();
});

const text = 'AAAA-ñ\r\nBBBB-2';
const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');

test.for([
  ['UTF-8', Buffer.from(text), text],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`), text],
  ['UTF-16 as Windows writes it', utf16, text],
  ['UTF-16 the other way round', Buffer.from(utf16).swap16(), text],
  ['UTF-16 that does not say so', utf16.subarray(2), undefined],
  ['the same without a sign that UTF-8 refuses', Buffer.from('AAAA', 'utf16le'), undefined],
  ['an old encoding', Buffer.from(text, 'latin1'), undefined],
  ['half a sign of UTF-16', utf16.subarray(0, -1), undefined],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), undefined],
] as const)('a file is read as a text, or not at all: %s', ([, bytes, read]) => {
  expect(readText(bytes)).toBe(read);
});
