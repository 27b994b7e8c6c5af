import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { day } from '../context.ts';
import plugin from '../plugin.ts';

/** Has staff reminded once a day, wherever orders wait for them to write what their buyers get. */
export class RemindAllTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'remind-all', interval: day });
  }

  override async run(): Promise<void> {
    const { database, jobs } = plugin.host;
    const guilds = [...(await plugin.parts.preparation.waiting()).keys()];
    await database.transaction(async (em) => {
      for (const guild of guilds) {
        await jobs.add(em, 'remind-to-prepare', { guild }, { key: `remind:${guild}` });
      }
    });
  }
}
