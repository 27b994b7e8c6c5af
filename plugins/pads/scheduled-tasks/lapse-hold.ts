import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import pads from '../plugin.ts';

/** Ends a turn in the line that nobody used. */
export class LapseHoldTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'lapse-hold' });
  }

  override async run({ guild, waiting }: { guild: string; waiting: string }): Promise<void> {
    await pads.parts.waitlist.lapse(guild, waiting);
  }
}
