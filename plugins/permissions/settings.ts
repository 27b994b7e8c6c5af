import { type SettingValues, setting } from '@guildhall/sdk';
import { z } from 'zod';

/** What a guild can decide about its permissions. */
export const settings = z.object({
  managers: setting.toggle({ default: false, ownerOnly: true }),
});

export type PermissionSettings = SettingValues<typeof settings>;
