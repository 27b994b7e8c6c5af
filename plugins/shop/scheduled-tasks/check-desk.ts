import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { warnOfPublicDesk } from '../effects/desk.ts';

/** Looks at whether everybody reads what staff alone are to read. */
export class CheckDeskTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'check-desk' });
  }

  override async run({ guild }: { guild: string }): Promise<void> {
    await warnOfPublicDesk(guild);
  }
}
