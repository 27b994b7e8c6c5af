import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { minute } from '../context.ts';
import plugin from '../plugin.ts';

/** Begins the runs that are due, and removes what is over. */
export class UpkeepTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'upkeep', interval: 15 * minute });
  }

  override async run(): Promise<void> {
    const { runs, verifications, signIns, transfers } = plugin.parts;
    await verifications.clean();
    await signIns.clean();
    await transfers.clean();
    const on: string[] = [];
    for (const guild of plugin.host.client.guilds.cache.keys()) {
      if (await plugin.host.isOn(guild)) {
        on.push(guild);
      }
    }
    await runs.startDue(on);
  }
}
