import type { ChartData } from './chart.ts';
import { formatDuration } from './duration.ts';
import { minorDigits } from './money.ts';

/** Minutes that a scale of time may count in. Longer steps are whole days. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720];
const day = 24 * 60;

/** Writes a value as short as it can be read: `1.2K`, `$12.50`, `2d 6h`. */
export function valueText({ unit, locale }: Pick<ChartData, 'unit' | 'locale'>): (value: number) => string {
  if (unit === 'minutes') {
    return (value) => (value < 0 ? `-${formatDuration(-value)}` : formatDuration(Math.round(value)));
  }
  const short = { notation: 'compact', maximumFractionDigits: 2 } as const;
  if (unit === 'count') {
    return new Intl.NumberFormat(locale, short).format;
  }
  const { currency } = unit;
  const major = 10 ** minorDigits(currency);
  const amount = new Intl.NumberFormat(locale, {
    ...short,
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 0,
  });
  return (value) => amount.format(value / major);
}

/** By how much the lines of the scale go up; undefined where any round number will do. */
export function stepOf({ unit, kind, labels, series }: ChartData, lines: number): number | undefined {
  if (unit !== 'minutes') {
    return undefined;
  }
  const heights = labels.map((_, place) => series.map(({ values }) => values[place] ?? 0));
  const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
  const highest = Math.max(
    0,
    ...heights.map((values) => (kind === 'stacked' ? total(values) : Math.max(...values))),
  );
  return steps.find((step) => highest / step <= lines) ?? Math.ceil(highest / lines / day) * day;
}
