import { isCurrency, minorDigits, readDecimal } from '@guildhall/sdk';

/** What one whole coin costs. */
export interface ReadRate {
  /** In whole units of the currency: digits with a dot, no zeros before or behind. */
  readonly price: string;
  readonly currency: string;
}

/** Stands where somebody's id would: the bot asked for the rate. */
export const bySource = 'rate-source';

/** So many times as much, or so little, is no price that changed. */
const oddTimes = 10;

/** How many digits a rate has at most, before and behind the dot. */
const most = 12;

/**
 * Reads a rate as people write it, by the same rule as all money: `65000`, `0.9998 USD`, `65.000,5 EUR`. What could be read
 * in two ways is not read: `65.000` and `65,000` would be a thousandth of what was meant, or a thousand times as much.
 * @returns undefined for what is no rate above 0.
 */
export function readRate(typed: string, usual: string): ReadRate | undefined {
  const read = readDecimal(typed, usual, () => most);
  return read && rateOf(read.decimal, read.currency);
}

/** Reads a rate as programs write it: digits, with a dot before the fraction. @returns undefined for what is no rate above 0. */
export const toldRate = (price: string, currency: string): ReadRate | undefined =>
  isCurrency(currency) ? rateOf(price, currency) : undefined;

function rateOf(decimal: string, currency: string): ReadRate | undefined {
  const [, whole = '', fraction = ''] = /^0*(\d{1,12})(?:\.(\d{1,12}))?$/.exec(decimal) ?? [];
  if (/^0*$/.test(whole + fraction)) {
    return undefined;
  }
  const rest = fraction.replace(/0+$/, '');
  return { price: rest === '' ? whole : `${whole}.${rest}`, currency };
}

/** Whether a price is so far away from another one of the same coin that one of them must be wrong. */
export const isOdd = (price: string, last: string): boolean =>
  Number(price) > Number(last) * oddTimes || Number(price) * oddTimes < Number(last);

/** A rate in minor units of its currency: of `0.9998` dollars it is `99.98`. */
export function inMinorUnits({ price, currency }: ReadRate): string {
  const [whole = '', fraction = ''] = price.split('.');
  const digits = minorDigits(currency);
  const moved = whole + fraction.slice(0, digits).padEnd(digits, '0');
  return fraction.length > digits ? `${moved}.${fraction.slice(digits)}` : moved;
}
