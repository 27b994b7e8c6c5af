import { expect, test } from 'vitest';
import type { ChartData, ChartUnit } from '../chart.ts';
import { stepOf, valueText } from '../chart-axis.ts';

test.each<[number, ChartUnit, string, string]>([
  [3, 'count', 'en-US', '3'],
  [1500, 'count', 'en-US', '1.5K'],
  [12_500, { currency: 'USD' }, 'en-US', '$125'],
  [1250, { currency: 'USD' }, 'en-US', '$12.5'],
  [1_250_000, { currency: 'USD' }, 'en-US', '$12.5K'],
  [1250, { currency: 'EUR' }, 'es-ES', '12,5 €'],
  [1500, { currency: 'JPY' }, 'en-US', '¥1.5K'],
  [90, 'minutes', 'en-US', '1h 30min'],
  [-90, 'minutes', 'en-US', '-1h 30min'],
])('%d of %o in %s is written "%s"', (value, unit, locale, text) => {
  expect(valueText({ unit, locale })(value).replace(/\s/g, ' ')).toBe(text);
});

test.each<[ChartData['kind'], number[][], number]>([
  ['bars', [[4, 3]], 1],
  [
    'bars',
    [
      [50, 3],
      [7, 40],
    ],
    10,
  ],
  [
    'stacked',
    [
      [50, 3],
      [7, 40],
    ],
    15,
  ],
  [
    'stacked',
    [
      [50, 3],
      [70, 40],
    ],
    30,
  ],
  ['line', [[900, 30]], 180],
  ['line', [[10 * 1440, 30]], 2 * 1440],
  ['line', [[0, 0]], 1],
])('%s of %j minutes count in steps of %d', (kind, values, step) => {
  const series = values.map((values) => ({ name: '', values }));
  const data: ChartData = {
    kind,
    title: '',
    labels: ['a', 'b'],
    series,
    unit: 'minutes',
    locale: 'en-US',
    empty: '',
  };

  expect(stepOf(data, 5)).toBe(step);
  expect(stepOf({ ...data, unit: 'count' }, 5)).toBeUndefined();
});
