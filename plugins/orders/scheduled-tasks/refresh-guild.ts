import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import plugin from '../plugin.ts';

/** Draws all that shows the orders of a guild again, and plans its reminders: it has chosen something anew. */
export class RefreshGuildTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'refresh-guild' });
  }

  override async run({ guild }: { guild: string }): Promise<void> {
    const { status, reminders } = plugin.parts;
    await plugin.host.database.transaction(async (em) => {
      await status.guildChanged(em, guild);
      await reminders.planAll(em, guild);
    });
  }
}
