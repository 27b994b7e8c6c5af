import { type SettingValues, setting } from '@guildhall/sdk';
import { z } from 'zod';

/** What a guild can decide about verification. */
export const settings = z.object({
  verifiedRole: setting.role(),
  nickname: setting.text({ default: '', max: 100 }),
  minimumAgeDays: setting.number({ default: 0, min: 0, max: 3650 }),
  sharedAccounts: setting.choice(['block', 'warn', 'allow'], { default: 'block' }),
  bypassRoles: setting.roles(),
  bypassNickname: setting.roles(),
  refreshOnJoin: setting.toggle({ default: true }),
  refreshDays: setting.number({ default: 7, min: 0, max: 90 }),
});

export type VerificationSettings = SettingValues<typeof settings>;
