import { type Money, parseMoney, Refusal } from '@guildhall/sdk';

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
