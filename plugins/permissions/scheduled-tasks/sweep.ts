import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import permissions from '../plugin.ts';
import { sweep } from '../sweep.ts';

/** Takes out what belonged to roles and members that went while nobody was looking. */
export class SweepTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'sweep', interval: 6 * 60 * 60_000 });
  }

  override async run(): Promise<void> {
    await sweep(permissions.host.client.guilds.cache.values());
  }
}
