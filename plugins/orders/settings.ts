import { type SettingValues, setting, usualCurrencies } from '@guildhall/sdk';
import { z } from 'zod';

/** What a guild can decide about its orders. */
export const settings = z.object({
  statusChannel: setting.channel({ kinds: ['text', 'announcement'] }),
  currency: setting.choice(usualCurrencies, { default: 'USD' }),
  tellCustomers: setting.toggle({ default: true }),
  remindBefore: setting.duration({ default: 24 * 60, min: 0, max: 14 * 24 * 60 }),
  removeTyped: setting.toggle({ default: true }),
});

export type OrderSettings = SettingValues<typeof settings>;
