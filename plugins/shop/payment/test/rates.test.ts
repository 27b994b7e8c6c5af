import { expect, test } from 'vitest';
import { inMinorUnits, readRate, toldRate } from '../rate.ts';

test.each([
  ['65000', '65000', 'USD'],
  ['0.9998 usd', '0.9998', 'USD'],
  ['65000,50 EUR', '65000.5', 'EUR'],
  ['00012.300', '12.3', 'USD'],
  ['10.1255 KWD', '10.1255', 'KWD'],
  ['$65000', '65000', 'USD'],
  ['65,000.50', '65000.5', 'USD'],
  ['65.000,5 EUR', '65000.5', 'EUR'],
  ['1.234.567', '1234567', 'USD'],
  ['65 000', '65000', 'USD'],
  ['9500000JPY', '9500000', 'JPY'],
  ['0,125', '0.125', 'USD'],
])('M7: %s is read', (typed, price, currency) => {
  expect(readRate(typed, 'USD')).toEqual({ price, currency });
});

test.each([
  '0',
  '0.00',
  '-5',
  '1e3',
  '65,000',
  '65.000',
  '65.000 EUR',
  '9.500 JPY',
  '10.125 KWD',
  '١٢',
  '65000 XYZ9',
  '65000 BTC USD',
  '',
  '.5',
  '1234567890123',
])('M7: %j is no rate', (typed) => {
  expect(readRate(typed, 'USD')).toBeUndefined();
});

test('a rate in minor units keeps all of its digits', () => {
  const inUnits = (price: string, currency: string) => inMinorUnits({ price, currency });
  expect(inUnits('0.9998', 'USD')).toBe('099.98');
  expect(inUnits('65000.5', 'USD')).toBe('6500050');
  expect(inUnits('65000', 'JPY')).toBe('65000');
  expect(inUnits('3.5', 'KWD')).toBe('3500');
});

test.each([
  ['64123.456', '64123.456'],
  ['65.000', '65'],
  ['0.9998', '0.9998'],
])('a program’s %s is read as it stands', (told, price) => {
  expect(toldRate(told, 'USD')).toEqual({ price, currency: 'USD' });
});

test.each(['65,5', '65 000', '1e5', '0', '', '.5', '-1', '1234567890123'])(
  'a program’s %j is no rate',
  (told) => {
    expect(toldRate(told, 'USD')).toBeUndefined();
  },
);
