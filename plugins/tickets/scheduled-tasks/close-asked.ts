import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { closeUnanswered } from '../effects/close-unanswered.ts';

/** Nobody answered a close request in time. */
export class CloseAskedTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'close-asked' });
  }

  override async run({ guild, request }: { guild: string; request: string }): Promise<void> {
    await closeUnanswered(guild, request);
  }
}
