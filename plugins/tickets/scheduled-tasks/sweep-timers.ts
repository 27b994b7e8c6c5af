import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import plugin from '../plugin.ts';

const minute = 60_000;

/** Looks for timers that were due and that nobody worked on. */
export class SweepTimersTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'sweep-timers', interval: 10 * minute });
  }

  override async run(): Promise<void> {
    await plugin.parts.timers.sweep((guild) => plugin.host.isOn(guild));
  }
}
