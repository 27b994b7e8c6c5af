import type { Locale } from './texts.ts';

/** An amount of money, free of rounding. */
export interface Money {
  /** Minor units, such as cents: an integer of at most `Number.MAX_SAFE_INTEGER`. */
  readonly amount: number;
  /** ISO 4217, in capital letters. */
  readonly currency: string;
}

/** Currencies that a guild can choose to sell in, as ISO 4217 codes. */
export const usualCurrencies = [
  'USD',
  'EUR',
  'GBP',
  'CAD',
  'AUD',
  'NZD',
  'MXN',
  'BRL',
  'ARS',
  'CLP',
  'COP',
  'CHF',
  'SEK',
  'NOK',
  'DKK',
  'PLN',
  'CZK',
  'TRY',
  'JPY',
  'KRW',
  'PHP',
  'INR',
  'SGD',
  'ZAR',
] as const;

/** Symbols that mean one currency wherever the default one has not the same: `$` in a guild that sells in euros. */
const usualSymbols: Readonly<Record<string, string>> = {
  $: 'USD',
  US$: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  R$: 'BRL',
  CA$: 'CAD',
  C$: 'CAD',
  A$: 'AUD',
  AU$: 'AUD',
  NZ$: 'NZD',
  MX$: 'MXN',
  HK$: 'HKD',
  NT$: 'TWD',
  'CN¥': 'CNY',
  '₹': 'INR',
  '₩': 'KRW',
  '₽': 'RUB',
  '₺': 'TRY',
  '₴': 'UAH',
  '₱': 'PHP',
  '₫': 'VND',
  '₪': 'ILS',
  '₦': 'NGN',
  '฿': 'THB',
  zł: 'PLN',
};

/** `25`, `25.50` and `25,50`. */
const bare = /^(\d+)(?:[.,](\d+))?$/;
/** `1,234.56`, `1.234,56`, `1 234,56` and `1'234.56`: groups of three, then another sign before the fraction. */
const grouped = /^([1-9]\d{0,2}([ ,.'’])\d{3}(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?$/;

/**
 * Reads an amount as people write it. A symbol or an ISO code beside it overrides `currency`.
 * @returns undefined for what is no amount, is negative, has more digits than the currency, is too large, or can be read
 * in two ways: `1.500` euros are a typing error or a thousand and more, where `1500` and `1.500,00` are clear.
 * @throws RangeError when `currency` is no code of a currency.
 */
export function parseMoney(text: string, currency: string): Money | undefined {
  const read = readDecimal(text, currency, minorDigits);
  const amount = read && Number(read.decimal.replace('.', ''));
  return Number.isSafeInteger(amount) ? { amount: amount!, currency: read!.currency } : undefined;
}

/** An amount of any size, with digits after the dot. */
export interface Decimal {
  /** Digits, with a dot before the fraction where there is one. */
  readonly decimal: string;
  /** ISO 4217, in capital letters. */
  readonly currency: string;
}

/**
 * Reads an amount by the same rules as {@link parseMoney}, without minor units: a price of something so small or so dear
 * that a currency has no coins for it.
 * @param digits how many digits it has behind the dot; fewer that somebody typed are filled up with zeros.
 */
export function readDecimal(
  text: string,
  currency: string,
  digits: (currency: string) => number,
): Decimal | undefined {
  const parts = /^(\D*)(\d|\d.*\d)(\D*)$/u.exec(spaced(text));
  if (!parts) {
    return undefined;
  }
  const [, before, number, after] = parts.map((part) => part.trim());
  const meant = currencyOf([before!, after!].filter(Boolean), currency);
  const decimal = meant === undefined ? undefined : decimalIn(number!, digits(meant));
  return decimal === undefined ? undefined : { decimal, currency: meant! };
}

/** Writes an amount as a language does: `$1,234.50`, `1234,50 €`. */
export function formatMoney(money: Money, locale: Locale): string {
  const { currency } = money;
  return formatIn(locale, currency).format(decimalOf(money) as Intl.StringNumericLiteral);
}

// Making a format takes a hundred times as long as using it, and an export writes an amount in each row.
const formats = new Map<string, Intl.NumberFormat>();

function formatIn(locale: Locale, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (!format) {
    const digits = minorDigits(currency);
    const shown = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    format = new Intl.NumberFormat(locale, { style: 'currency', currency, ...shown });
    formats.set(key, format);
  }
  return format;
}

/** Writes an amount as programs do, with all digits of its currency: `1234.50`. */
export function decimalOf({ amount, currency }: Money): string {
  const digits = minorDigits(currency);
  const whole = String(Math.abs(amount)).padStart(digits + 1, '0');
  const at = whole.length - digits;
  // As a text, for a division would round large amounts.
  return `${amount < 0 ? '-' : ''}${whole.slice(0, at)}${digits > 0 ? `.${whole.slice(at)}` : ''}`;
}

/** How many digits the minor units of a currency have: 2 for USD, 0 for JPY, 3 for KWD. @throws RangeError */
export function minorDigits(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw new RangeError(`${currency} is no code of a currency`);
  }
  return unusualDigits.get(currency) ?? 2;
}

/**
 * The currencies whose minor units have other than two digits, after ISO 4217 (list one, 2024). `Intl` says how people
 * write amounts, which is another matter: it has no digits for COP and HUF, and may have others tomorrow.
 */
const unusualDigits: ReadonlyMap<string, number> = new Map(
  Object.entries({
    0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
    3: 'BHD IQD JOD KWD LYD OMR TND',
    4: 'CLF UYW',
  }).flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, Number(digits)] as const)),
);

/** Whether it is the code of a currency, in capital letters. */
export function isCurrency(code: string): boolean {
  return currencies.has(code);
}

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** Languages write amounts with several kinds of spaces. */
const spaced = (text: string) => text.replace(/\s+/g, ' ').trim();

/** What the signs beside a number mean. Where there are two, such as in `$25 CAD`, they must agree. */
function currencyOf(signs: readonly string[], usual: string): string | undefined {
  const codes = signs.map((sign) => sign.toUpperCase()).filter(isCurrency);
  const symbols = signs.filter((sign) => !isCurrency(sign.toUpperCase()));
  if (codes.length > 1 || symbols.length > 1) {
    return undefined;
  }
  const [symbol] = symbols;
  const meant = codes[0] ?? usual;
  if (!symbol || symbolsOf(meant).has(symbol)) {
    return meant;
  }
  return codes.length === 0 ? usualSymbols[symbol] : undefined;
}

function symbolsOf(currency: string): Set<string> {
  const symbols = ['en-US', 'es-ES'].flatMap((locale) =>
    (['symbol', 'narrowSymbol'] as const).map((currencyDisplay) =>
      spaced(
        new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
          .formatToParts(0)
          .find(({ type }) => type === 'currency')!.value,
      ),
    ),
  );
  const others = Object.keys(usualSymbols).filter((symbol) => usualSymbols[symbol] === currency);
  return new Set([...symbols, ...others]);
}

function decimalIn(number: string, digits: number): string | undefined {
  const plain = bare.exec(number);
  const groups = grouped.exec(number);
  // "25.505" may be a slip of the finger: better ask than take a thousand times as much.
  if (plain && groups && digits > 0) {
    return undefined;
  }
  const [whole, fraction = ''] = groups ? [groups[1]!, groups[3]] : [plain?.[1], plain?.[2]];
  if (!whole || fraction.length > digits) {
    return undefined;
  }
  const bareWhole = whole.replace(/\D/g, '');
  return digits === 0 ? bareWhole : `${bareWhole}.${fraction.padEnd(digits, '0')}`;
}
