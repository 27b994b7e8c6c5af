import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { remindToPrepare } from '../effects/preparation.ts';

/** Reminds staff of a guild of orders that wait for them to write what their buyers get. */
export class RemindToPrepareTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'remind-to-prepare' });
  }

  override async run({ guild }: { guild: string }): Promise<void> {
    await remindToPrepare(guild);
  }
}
