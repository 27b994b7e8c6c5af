import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { checkMessages } from '../effects/messages-check.ts';

/** Looks for messages of tickets that were deleted while nobody looked. */
export class CheckMessagesTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'check-messages' });
  }

  override async run({ guild }: { guild: string }): Promise<void> {
    await checkMessages(guild);
  }
}
