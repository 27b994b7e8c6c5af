import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { runTimers } from '../effects/automation.ts';

/** Does what is due in a ticket. For one ticket it never runs twice at once. */
export class TimersTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'timers' });
  }

  override async run({ guild, ticket }: { guild: string; ticket: string }): Promise<void> {
    await runTimers(guild, ticket);
  }
}
