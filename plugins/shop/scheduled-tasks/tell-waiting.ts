import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { tellWaiting } from '../effects/deliver.ts';

/** Tells a buyer that something waits for them. */
export class TellWaitingTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tell-waiting' });
  }

  override async run({ guild, order }: { guild: string; order: string }): Promise<void> {
    await tellWaiting(guild, order);
  }
}
