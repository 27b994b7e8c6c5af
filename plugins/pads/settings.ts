import { type SettingValues, setting } from '@guildhall/sdk';
import { z } from 'zod';

/** What a guild can decide about its pads. */
export const settings = z.object({
  pads: setting.number({ default: 9, min: 1, max: 25 }),
  names: setting.names({ max: 25, length: 40 }),
  boardChannel: setting.channel({ kinds: ['text', 'announcement'] }),
  maxMinutes: setting.number({ default: 120, min: 15, max: 1440 }),
  extendMinutes: setting.number({ default: 30, min: 15, max: 240 }),
  maxExtensions: setting.number({ default: 4, min: 0, max: 50 }),
  onePerHost: setting.toggle({ default: true }),
  holdMinutes: setting.number({ default: 5, min: 1, max: 60 }),
  pingRole: setting.role({ mentionedIn: null }),
});

export type PadSettings = SettingValues<typeof settings>;
