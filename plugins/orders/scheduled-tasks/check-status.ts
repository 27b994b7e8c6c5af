import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { checkStatusMessages } from '../effects/status-check.ts';

/** Looks whether the status messages of a guild are all there. */
export class CheckStatusTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'check-status' });
  }

  override async run({ guild }: { guild: string }): Promise<void> {
    await checkStatusMessages(guild);
  }
}
