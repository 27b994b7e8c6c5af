import type { Money } from '@guildhall/sdk';

/** A rate: what one whole coin costs, in minor units of a currency. */
const ratePattern = /^(\d{1,18})(?:\.(\d{1,18}))?$/;

/**
 * How many atomic units of a coin a price is, exactly, rounded up to a whole one.
 * @param rate what one whole coin costs, in minor units of the currency of the price, such as `6543210.55`.
 * @param digits how many digits the atomic unit is away from the whole coin.
 * @returns decimal digits. @throws RangeError for a rate that is no number above 0.
 */
export function unitsFor(price: Money, rate: string, digits: number): string {
  const [, whole = '', fraction = ''] = ratePattern.exec(rate) ?? [];
  const divisor = BigInt(whole + fraction || '0');
  if (divisor === 0n) {
    throw new RangeError(`a rate must be a number above 0, not ${rate}`);
  }
  const dividend = BigInt(price.amount) * 10n ** BigInt(digits + fraction.length);
  return String((dividend + divisor - 1n) / divisor);
}

/** Atomic units as people write them: a dot, no zeros at the end, no exponent. `wholeOf('12500000', 6)` is `12.5`. */
export function wholeOf(units: string, digits: number): string {
  const padded = units.padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits).replace(/^0+(?=\d)/, '');
  const fraction = padded.slice(padded.length - digits).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** The other way: `unitsOf('12.5', 6)` is `12500000`. @returns undefined for what is no amount, or has more digits. */
export function unitsOf(whole: string, digits: number): string | undefined {
  const [, before, after = ''] = /^(\d{1,30})(?:\.(\d{1,30}))?$/.exec(whole) ?? [];
  const kept = after.replace(/0+$/, '');
  return before === undefined || kept.length > digits
    ? undefined
    : String(BigInt(before + kept.padEnd(digits, '0')));
}
