import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { checkTalks } from '../effects/talks.ts';

/** Finds out what was written in open tickets while nobody listened. */
export class CheckTalksTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'check-talks' });
  }

  override async run({ guild }: { guild: string }): Promise<void> {
    await checkTalks(guild);
  }
}
