import { type SettingValues, setting, usualCurrencies } from '@guildhall/sdk';
import { z } from 'zod';

/** What a guild can decide about its shop. */
export const settings = z.object({
  reviewChannel: setting.channel({ needed: true }),
  /** Who is mentioned, once for each order that its buyer says is paid. */
  notifyRole: setting.role({ mentionedIn: 'reviewChannel' }),
  /** In minutes: staff are reminded of what waits for them longer, once a day. */
  remindAfter: setting.duration({ default: 24 * 60, min: 60, max: 30 * 24 * 60 }),
  currency: setting.choice(usualCurrencies, { default: 'USD' }),
  /** In minutes. */
  payWithin: setting.duration({ default: 60, min: 5, max: 7 * 24 * 60 }),
  /** In minutes: what a coin cost longer ago is not believed. */
  rateAge: setting.duration({ default: 24 * 60, min: 5, max: 365 * 24 * 60 }),
  /** Where everybody sees what is bought, and whether they see who bought it. */
  logChannel: setting.channel({ kinds: ['text', 'announcement'] }),
  logNames: setting.toggle({ default: false }),
  vouchChannel: setting.channel({ kinds: ['text', 'announcement'] }),
  /** For how long a vouch can be changed, in minutes. */
  vouchTime: setting.duration({ default: 7 * 24 * 60, min: 0, max: 365 * 24 * 60 }),
  /** Staff are told when no more than so many items of something are left. */
  lowStock: setting.number({ default: 3, min: 0, max: 1_000 }),
  /** Whoever has bought something gets it. */
  customerRole: setting.role(),
  /** In percent: a payment that a source saw may be short by so much, and still counts as paid. */
  shortBy: setting.number({ default: 0, min: 0, max: 20, ownerOnly: true }),
  approveSeen: setting.toggle({ default: false, ownerOnly: true }),
  openOrders: setting.number({ default: 3, min: 1, max: 20 }),
  fourEyes: setting.toggle({ default: false }),
  /** Why staff usually turn payments down; none: those of the locale files. They fit into a menu. */
  rejectReasons: setting.names({ max: 20, length: 100 }),
  ownOrders: setting.toggle({ default: false, ownerOnly: true }),
  /** Stands before the ids of orders; what is no letter or digit is left out. */
  prefix: setting.text({ default: 'NC', min: 1, max: 6 }),
});

export type ShopSettings = SettingValues<typeof settings>;
