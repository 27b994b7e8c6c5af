import { decimalOf } from '@guildhall/sdk';
import { idsIn } from './ids-in.ts';
import type { CheckedAddress, PaymentFormat } from './payment-format.ts';

const emailPattern = /^[^\s@<>()]{1,64}@[^\s@<>().]+(?:\.[^\s@<>().]+)+$/;
const linkPattern =
  /^(?:https?:\/\/)?(?:www\.)?(?:paypal\.me|paypal\.com\/paypalme)\/([A-Za-z0-9._-]{1,20})\/?$/i;
const shortName = 'paypal.me/';

/** PayPal: to an e-mail address, or with a paypal.me link, which the exact amount is put into. */
export const paypal: PaymentFormat = {
  kind: 'paypal',
  asset: undefined,
  checkAddress,
  uri: () => undefined,
  link: ({ address, price }) =>
    address.startsWith(shortName)
      ? `https://www.paypal.com/paypalme/${address.slice(shortName.length)}/${decimalOf(price)}${price.currency}`
      : undefined,
  // Words of 17 letters there are as well.
  transactionIds: (typed) =>
    idsIn(typed.toUpperCase(), (word) => /^[0-9A-Z]{17}$/.test(word) && /\d/.test(word)),
  explorer: (id) => `https://www.paypal.com/activity/payment/${id}`,
};

function checkAddress(text: string): CheckedAddress {
  const typed = text.trim();
  const name = linkPattern.exec(typed)?.[1];
  if (name) {
    return { address: `${shortName}${name}`, twice: false };
  }
  return emailPattern.test(typed) && typed.length <= 254
    ? { address: typed, twice: false }
    : { problem: 'shape' };
}
