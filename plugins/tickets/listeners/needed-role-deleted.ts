import { Events, Listener } from '@sapphire/framework';
import type { Role } from 'discord.js';
import type { GoneRole } from '../effects/log-line.ts';
import plugin from '../plugin.ts';

/** A role is gone: perhaps members needed it to open tickets. */
export class NeededRoleDeletedListener extends Listener<typeof Events.GuildRoleDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildRoleDelete });
  }

  override async run({ guild, id: role, name }: Role): Promise<void> {
    const { database, jobs } = plugin.host;
    if ((await plugin.parts.types.requiring(guild.id, role)).length > 0) {
      const gone: GoneRole = { guild: guild.id, role, name };
      await database.transaction((em) =>
        jobs.add(em, 'tell-role-gone', { ...gone }, { key: `role-gone:${role}` }),
      );
    }
  }
}
