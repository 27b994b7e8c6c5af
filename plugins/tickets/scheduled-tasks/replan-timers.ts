import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import plugin from '../plugin.ts';

/** Plans the timers of tickets anew: their type is another one, or the guild's clock is. */
export class ReplanTimersTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'replan-timers' });
  }

  override async run({ guild, type }: { guild: string; type?: string }): Promise<void> {
    await plugin.parts.timers.replan(guild, type);
  }
}
