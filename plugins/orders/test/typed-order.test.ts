import { expect, test } from 'vitest';
import { readTypedOrder } from '../typed-order.ts';

test('a customer is one word, or in quotes of any shape; the rest are the details, line breaks and all', () => {
  const house = { customer: 'Bob', details: 'A red house' };
  expect(readTypedOrder('Bob A red house')).toEqual(house);
  expect(readTypedOrder('  Bob   A red house ')).toEqual(house);
  for (const quoted of ['"Bob Brown"', '“Bob Brown”', '„Bob Brown“', '«Bob Brown»', '"  Bob Brown "']) {
    expect(readTypedOrder(`${quoted} A red house`)).toEqual({ ...house, customer: 'Bob Brown' });
  }
  expect(readTypedOrder('<@200000000000000001> Line one\nline "two"')).toEqual({
    customer: '<@200000000000000001>',
    details: 'Line one\nline "two"',
  });
  expect(readTypedOrder("O'Brien's A hat")).toEqual({ customer: "O'Brien's", details: 'A hat' });
});

test('without a customer or details it is nothing', () => {
  for (const text of ['', 'Bob', '"Bob Brown"', '"" A house', '"Bob A house', '" " A house']) {
    expect(readTypedOrder(text), text).toBeUndefined();
  }
});
