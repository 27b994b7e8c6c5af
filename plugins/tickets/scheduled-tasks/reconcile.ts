import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { inEachGuild } from '../effects/each-guild.ts';
import { compareTickets } from '../effects/repair.ts';

const minute = 60_000;

/** Looks for tickets that are not as they should be: where something changed, or everywhere, though nobody told us. */
export class ReconcileTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'reconcile', interval: 10 * minute });
  }

  override async run({ guild }: { guild?: string }): Promise<void> {
    await (guild ? compareTickets(guild) : inEachGuild(this.name));
  }
}
