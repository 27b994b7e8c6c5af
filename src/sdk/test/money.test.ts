import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalOf, formatMoney, minorDigits, parseMoney, usualCurrencies } from '../money.ts';

test.each([
  ['25', 'USD', 25_00],
  ['25.5', 'USD', 25_50],
  ['25.50', 'USD', 25_50],
  ['25,50', 'USD', 25_50],
  ['0', 'USD', 0],
  ['0.05', 'USD', 5],
  [' 1,234.56 ', 'USD', 1234_56],
  ['1.234,56', 'USD', 1234_56],
  ['1 234,56', 'EUR', 1234_56],
  ['1\u202f234,56', 'EUR', 1234_56],
  ["1'234.50", 'CHF', 1234_50],
  ['1 500', 'EUR', 1500_00],
  ['1.500,0', 'EUR', 1500_00],
  ['1,234,567', 'USD', 1_234_567_00],
  ['1,500', 'JPY', 1500],
  ['2.5', 'KWD', 2500],
  ['1,234.567', 'KWD', 1_234_567],
  ['90071992547409.91', 'USD', Number.MAX_SAFE_INTEGER],
])('"%s" in %s are %i minor units', (text, currency, amount) => {
  expect(parseMoney(text, currency)).toEqual({ amount, currency });
});

test.each([
  ['$25.50', 'EUR', 25_50, 'USD'],
  ['$25', 'CAD', 25_00, 'CAD'],
  ['25 EUR', 'USD', 25_00, 'EUR'],
  ['usd25', 'EUR', 25_00, 'USD'],
  ['€ 25', 'USD', 25_00, 'EUR'],
  ['25€', 'USD', 25_00, 'EUR'],
  ['R$ 10', 'USD', 10_00, 'BRL'],
  ['US$ 10', 'EUR', 10_00, 'USD'],
  ['$25 CAD', 'USD', 25_00, 'CAD'],
  ['$25 USD', 'EUR', 25_00, 'USD'],
  ['¥500', 'USD', 500, 'JPY'],
  ['¥500', 'CNY', 500_00, 'CNY'],
  ['kr 100', 'SEK', 100_00, 'SEK'],
  ['1.234,50 zł', 'USD', 1234_50, 'PLN'],
])('"%s", where %s is usual, are %i of %s', (text, usual, amount, currency) => {
  expect(parseMoney(text, usual)).toEqual({ amount, currency });
});

test.each([
  ['', 'USD'],
  ['free', 'USD'],
  ['$', 'USD'],
  ['-25', 'USD'],
  ['-$25', 'USD'],
  ['(25)', 'USD'],
  ['25.', 'USD'],
  ['25.505', 'USD'],
  ['1,500', 'USD'],
  ['25.5051', 'USD'],
  ['0.500', 'USD'],
  ['25.50', 'JPY'],
  ['1.234', 'KWD'],
  ['1,23,456', 'USD'],
  ['1,234,56', 'USD'],
  ['1.234.56', 'USD'],
  ['1,234.567,89', 'USD'],
  ['12 34', 'USD'],
  ['25-30', 'USD'],
  ['2k', 'USD'],
  ['1e3', 'USD'],
  ['25 coins', 'USD'],
  ['25 XYZ', 'USD'],
  ['€25 USD', 'USD'],
  ['USD 25 EUR', 'USD'],
  ['$25€', 'USD'],
  ['kr 100', 'USD'],
  ['90071992547409.92', 'USD'],
  ['٢٥', 'USD'],
])('"%s" is not read', (text, currency) => {
  expect(parseMoney(text, currency)).toBeUndefined();
});

test('a currency has as many digits as it has', () => {
  expect(['USD', 'JPY', 'KWD'].map(minorDigits)).toEqual([2, 0, 3]);
  expect(() => minorDigits('dollars')).toThrow(RangeError);
});

/** What is stored means what these say: ISO 4217, list one. */
const iso4217 = {
  0: [
    'BIF',
    'CLP',
    'DJF',
    'GNF',
    'ISK',
    'JPY',
    'KMF',
    'KRW',
    'PYG',
    'RWF',
    'UGX',
    'VND',
    'VUV',
    'XAF',
    'XOF',
    'XPF',
  ],
  3: ['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'],
};
/** ISO 4217 has two digits for them; Intl has none. */
const writtenShort = ['AFN', 'ALL', 'COP', 'HUF', 'IDR', 'IRR', 'LBP', 'MGA', 'MMK', 'PKR', 'SYP', 'YER'];

test('minor units have the digits of ISO 4217, whatever Intl says', () => {
  for (const [digits, codes] of Object.entries(iso4217)) {
    expect(codes.filter((code) => minorDigits(code) !== Number(digits))).toEqual([]);
  }
  expect([...usualCurrencies, ...writtenShort].filter((code) => minorDigits(code) !== 2)).toEqual([
    'CLP',
    'JPY',
    'KRW',
  ]);
});

test('an amount in pesos or forints keeps its cents', () => {
  expect(parseMoney('1.234,50', 'COP')).toEqual({ amount: 123450, currency: 'COP' });
  expect(formatMoney({ amount: 123450, currency: 'COP' }, 'en-US').replace(/\s/g, ' ')).toBe('COP 1,234.50');
  expect(formatMoney({ amount: 123450, currency: 'HUF' }, 'es-ES').replace(/\s/g, ' ')).toBe('1234,50 HUF');
  expect(decimalOf({ amount: 123450, currency: 'HUF' })).toBe('1234.50');
});

test('money is written as the language does', () => {
  const written = (amount: number, currency: string, locale: string) =>
    formatMoney({ amount, currency }, locale).replace(/\s/g, ' ');

  expect(written(123450, 'USD', 'en-US')).toBe('$1,234.50');
  expect(written(1234550, 'EUR', 'es-ES')).toBe('12.345,50 €');
  expect(written(5, 'USD', 'en-US')).toBe('$0.05');
  expect(written(1500, 'JPY', 'en-US')).toBe('¥1,500');
  expect(written(-250, 'USD', 'en-US')).toBe('-$2.50');
  expect(written(Number.MAX_SAFE_INTEGER, 'USD', 'en-US')).toBe('$90,071,992,547,409.91');
});

test.each(['en-US', 'es-ES'])(
  'what is written in %s is read again, or called ambiguous, never wrong',
  (locale) => {
    const currency = fc.constantFrom(...Intl.supportedValuesOf('currency'));
    const amount = fc.oneof(fc.maxSafeNat(), fc.nat(2_000_000));
    fc.assert(
      fc.property(amount, currency, (amount, currency) => {
        const read = parseMoney(formatMoney({ amount, currency }, locale), currency);

        // Only a fraction of three digits looks like a group of three.
        if (minorDigits(currency) !== 3 || read) {
          expect(read).toEqual({ amount, currency });
        }
      }),
      { numRuns: 1000 },
    );
  },
);

test.each([
  [1234_50, 'USD', '1234.50'],
  [5, 'USD', '0.05'],
  [0, 'EUR', '0.00'],
  [1500, 'JPY', '1500'],
  [-1_500, 'KWD', '-1.500'],
  [Number.MAX_SAFE_INTEGER, 'USD', '90071992547409.91'],
])('for programs %d of %s is %s', (amount, currency, written) => {
  expect(decimalOf({ amount, currency })).toBe(written);
});

test('no text makes an amount that is no amount', () => {
  const text = fc.string({ unit: fc.constantFrom(..."0123456789.,' $€-kKEURUSD") });
  fc.assert(
    fc.property(text, (text) => {
      const read = parseMoney(text, 'USD');

      expect(read === undefined || (Number.isSafeInteger(read.amount) && read.amount >= 0)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
