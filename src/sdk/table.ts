import type { Money } from './money.ts';

/** What a cell of a table holds. Money is written with all digits of its currency, without the currency. */
export type Cell = string | number | Date | Money | null | undefined;

/**
 * A text that no spreadsheet runs as a formula: one that begins as formulas do gets an apostrophe before it.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export const guarded = (text: string) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);
