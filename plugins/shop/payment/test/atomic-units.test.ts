import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unitsFor, unitsOf, wholeOf } from '../atomic-units.ts';

const euros = (amount: number) => ({ amount, currency: 'EUR' });

test.each([
  // 12.50 EUR at 50,000.00 EUR a coin are 0.00025
  [1250, '5000000', 8, '25000'],
  [1250, '5000000.00', 8, '25000'],
  // 1.00 EUR at 0.93 EUR are 1.075268817... USDT: rounded up
  [100, '93', 6, '1075269'],
  [1, '5000000', 8, '20'],
  [0, '93', 6, '0'],
  [100, '0.5', 18, '200000000000000000000'],
])('%i cents at %s cents a coin of %i digits are %s', (amount, rate, digits, units) => {
  expect(unitsFor(euros(amount), rate, digits)).toBe(units);
});

test.each(['0', '0.00', '-1', '1e3', '1,5', '', 'NaN', '1.'])('a rate of "%s" is refused', (rate) => {
  expect(() => unitsFor(euros(100), rate, 8)).toThrow(RangeError);
});

test.each([
  ['0', 8, '0'],
  ['1', 8, '0.00000001'],
  ['100000000', 8, '1'],
  ['123456789', 8, '1.23456789'],
  ['12500000', 6, '12.5'],
  ['2014000000000000000', 18, '2.014'],
])('%s units of %i digits are %s', (units, digits, whole) => {
  expect(wholeOf(units, digits)).toBe(whole);
});

test('what is asked for is never worth less than the price, and less than one unit more', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }),
      fc.integer({ min: 0, max: 18 }),
      (amount, rate, digits) => {
        const units = BigInt(unitsFor(euros(amount), String(rate), digits));
        const price = BigInt(amount) * 10n ** BigInt(digits);
        expect(units * rate >= price && (units - 1n) * rate < price).toBe(true);
      },
    ),
  );
});

test('the other way: an amount that people write is the same number of units', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 30n - 1n }),
      fc.integer({ min: 0, max: 18 }),
      (units, digits) => {
        expect(unitsOf(wholeOf(String(units), digits), digits)).toBe(String(units));
      },
    ),
  );
});

test.each(['', '.5', '5.', '-1', '1e3', '1,5', ' 1', '0.123456789'])(
  '%j is no amount of a coin with eight digits',
  (typed) => {
    expect(unitsOf(typed, 8)).toBeUndefined();
  },
);
