import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { compareTickets } from '../effects/repair.ts';
import plugin from '../plugin.ts';

const minute = 60_000;

/** Looks for tickets that are not as they should be, though nobody told us. */
export class ReconcileTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'reconcile', interval: 10 * minute });
  }

  override async run(): Promise<void> {
    await compareTickets([...plugin.host.client.guilds.cache.keys()]);
  }
}
