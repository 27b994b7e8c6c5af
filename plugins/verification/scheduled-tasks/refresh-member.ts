import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { pauseFor, refreshUser } from '../effects/refresh-user.ts';
import plugin from '../plugin.ts';

/** Brings one member up to date, once Roblox tells what is needed for it. */
export class RefreshMemberTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'refresh-member' });
  }

  override async run(payload: { guild: string; user: string; unlinked: boolean }): Promise<void> {
    const { guild, user, unlinked } = payload;
    const update = await refreshUser(guild, user, { unlinked, background: true });
    const trouble = update?.plan.trouble;
    if (trouble) {
      const { database } = plugin.host;
      const { links } = plugin.parts;
      await database.transaction((em) =>
        links.bringUpToDate(em, guild, user, { unlinked, in: pauseFor(trouble) }),
      );
    }
  }
}
