import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import plugin from '../plugin.ts';

const minute = 60_000;

/** Looks whether panels are as they should be, though nobody told us. */
export class SweepPanelsTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'sweep-panels', interval: 30 * minute });
  }

  override async run(): Promise<void> {
    await plugin.parts.panels.doubt([...plugin.host.client.guilds.cache.keys()]);
  }
}
