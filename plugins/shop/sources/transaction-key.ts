/**
 * What tells a transaction from all others of a guild, however it was written: networks of one family differ in capital
 * letters and in whether `0x` stands before the digits.
 */
export const transactionKey = (guild: string, transaction: string): string =>
  `${guild}:${transaction.toLowerCase().replace(/^0x/, '')}`;
