import { expect, test } from 'vitest';
import { csvOf } from '../csv.ts';

test('a CSV cell keeps commas, quotes and lines, and no formula', () => {
  expect(
    csvOf([['a,b', 'c"d', 'e\nf', '=g', '-h', '@i', '+j', '\tk', '\rl', -1, null, 0, new Date(0)]]),
  ).toBe(`\uFEFF"a,b","c""d","e\nf",'=g,'-h,'@i,'+j,'\tk,"'\rl",-1,,0,1970-01-01T00:00:00.000Z\r\n`);
});
