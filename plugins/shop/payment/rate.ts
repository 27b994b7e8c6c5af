import { isCurrency, minorDigits } from '@guildhall/sdk';

/** What one whole coin costs. */
export interface ReadRate {
  /** In whole units of the currency: digits with a dot, no zeros before or behind. */
  readonly price: string;
  readonly currency: string;
}

/**
 * Reads a rate as people write it: digits with a dot or a comma before the fraction, no other signs, and the code of a
 * currency behind, which may be left out. `65000`, `0.9998 USD`, `65000,5 EUR`. What has groups of digits is not read:
 * `65,000` would be a thousandth of what was meant.
 * @returns undefined for what is no rate above 0.
 */
export function readRate(typed: string, usual: string): ReadRate | undefined {
  const [, whole = '', fraction = '', code = usual] =
    /^0*(\d{1,12})(?:[.,](\d{1,12}))?\s*([A-Za-z]{3})?$/.exec(typed.trim()) ?? [];
  const currency = code.toUpperCase();
  // Three digits behind the sign may be a thousand, where a currency has no thousandths.
  const unclear = fraction.length === 3 && whole !== '0' && /^\d{1,3},\d{3}\b/.test(typed.trim());
  if (whole === '' || unclear || !isCurrency(currency) || /^0*$/.test(whole + fraction)) {
    return undefined;
  }
  const rest = fraction.replace(/0+$/, '');
  return { price: rest === '' ? whole : `${whole}.${rest}`, currency };
}

/** A rate in minor units of its currency: of `0.9998` dollars it is `99.98`. */
export function inMinorUnits({ price, currency }: ReadRate): string {
  const [whole = '', fraction = ''] = price.split('.');
  const digits = minorDigits(currency);
  const moved = whole + fraction.slice(0, digits).padEnd(digits, '0');
  return fraction.length > digits ? `${moved}.${fraction.slice(digits)}` : moved;
}
