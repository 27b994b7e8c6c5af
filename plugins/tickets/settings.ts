import { type SettingValues, setting } from '@guildhall/sdk';
import { z } from 'zod';

/** What a guild can decide about all of its tickets. */
export const settings = z.object({
  othersWrite: setting.toggle({ default: true }),
  creatorCloses: setting.toggle({ default: true }),
});

export type TicketSettings = SettingValues<typeof settings>;
