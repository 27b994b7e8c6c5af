import { expect, test } from 'vitest';
import { csvOf } from '../csv.ts';

test('a CSV cell keeps commas, quotes and lines, and no formula', () => {
  const row = [
    'a,b',
    'c"d',
    'e\nf',
    '=g',
    '-h',
    '@i',
    '+j',
    '\tk',
    '\rl',
    '\nm',
    '＝n',
    -1,
    null,
    0,
    new Date(0),
  ];
  expect(csvOf([row])).toBe(
    `\uFEFF"a,b","c""d","e\nf",'=g,'-h,'@i,'+j,'\tk,"'\rl","'\nm",'＝n,-1,,0,1970-01-01T00:00:00.000Z\r\n`,
  );
});

test('money in a CSV is a number with all digits of its currency, also where it went out', () => {
  const money = (amount: number, currency: string) => ({ amount, currency });
  expect(csvOf([[money(-1050, 'USD'), money(5, 'USD'), money(500, 'JPY')]])).toBe(
    '\uFEFF-10.50,0.05,500\r\n',
  );
});
