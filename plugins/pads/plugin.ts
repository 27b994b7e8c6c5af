import { definePlugin, shortId } from '@guildhall/sdk';
import { dataDutiesOf } from './data-duties.ts';
import { Attendance } from './entities/attendance.ts';
import { Board } from './entities/board.ts';
import { Session } from './entities/session.ts';
import { Waiting } from './entities/waiting.ts';
import { partsOf } from './parts.ts';
import { settings } from './settings.ts';

export default definePlugin({
  name: 'pads',
  settings,
  entities: [Session, Attendance, Waiting, Board],
  capabilities: {
    'host.training': { default: 'staff' },
    'host.tryout': { default: 'staff' },
    'end.any': { default: 'staff' },
    export: { default: 'staff' },
    board: { default: 'staff' },
  },
  // Who leaves the guild, and which messages are deleted.
  intents: ['GuildMembers', 'GuildMessages'],
  permissions: ['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory'],
  data: dataDutiesOf,
  setup: (host) => {
    const { database, jobs, audit, clock } = host;
    const settingsOf = (guild: string) => host.settings(guild);
    const parts = partsOf({ database, jobs, audit, clock, settings: settingsOf, newId: shortId });
    // While the feature was off nobody saw who left.
    host.onSettings((guild) =>
      database.transaction(async (em) => {
        await parts.messages.changed(em, guild);
        await jobs.add(em, 'check-hosts', { guild }, { key: `hosts:${guild}` });
      }),
    );
    return parts;
  },
});
