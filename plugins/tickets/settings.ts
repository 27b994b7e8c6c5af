import { type SettingValues, setting } from '@guildhall/sdk';
import { z } from 'zod';

/** What a guild can decide about all of its tickets. */
export const settings = z.object({
  perMember: setting.number({ default: 0, min: 0, max: 100 }),
  perGuild: setting.number({ default: 0, min: 0, max: 1000 }),
  othersWrite: setting.toggle({ default: true }),
  creatorCloses: setting.toggle({ default: true }),
  creatorAdds: setting.toggle({ default: false }),
  writingCancels: setting.toggle({ default: true }),
  archiveCategory: setting.channel({ kinds: ['category'] }),
  threadChannel: setting.channel(),
  logChannel: setting.channel(),
  transcriptChannel: setting.channel(),
  transcriptToCreator: setting.toggle({ default: true }),
});

export type TicketSettings = SettingValues<typeof settings>;
