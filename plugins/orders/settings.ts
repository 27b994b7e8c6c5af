import { type SettingValues, setting } from '@guildhall/sdk';
import { z } from 'zod';

/** Currencies that prices can be in, as ISO 4217 codes. */
export const currencies = [
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

/** What a guild can decide about its orders. */
export const settings = z.object({
  statusChannel: setting.channel({ kinds: ['text', 'announcement'] }),
  currency: setting.choice(currencies, { default: 'USD' }),
  tellCustomers: setting.toggle({ default: true }),
  remindBefore: setting.duration({ default: 24 * 60, min: 0, max: 14 * 24 * 60 }),
  removeTyped: setting.toggle({ default: true }),
});

export type OrderSettings = SettingValues<typeof settings>;
