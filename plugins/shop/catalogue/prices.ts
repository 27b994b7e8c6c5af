import { type Money, parseMoney, Refusal } from '@guildhall/sdk';

/** Reads how much goes back, in minor units of the order's currency. @throws Refusal `refund-unclear`. */
export function readRefund(typed: string, currency: string): number {
  const amount = parseMoney(typed, currency);
  if (amount?.currency !== currency) {
    throw new Refusal('refund-unclear', { typed, currency });
  }
  return amount.amount;
}

/**
 * Reads prices as people write them, with a semicolon between those in several currencies: `9.99; 8.50 EUR`.
 * @throws Refusal `price-unclear`.
 */
export function readPrices(typed: string, currency: string): Money[] {
  return typed
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const price = parseMoney(part, currency);
      if (!price) {
        throw new Refusal('price-unclear', { typed: part });
      }
      return price;
    });
}
