import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { tellOverdue } from '../effects/overdue.ts';

/** Reminds staff of orders that wait for them. */
export class TellOverdueTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tell-overdue' });
  }

  override async run({ guild, at }: { guild: string; at: string }): Promise<void> {
    await tellOverdue(guild, new Date(at));
  }
}
