import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { tellToPrepare } from '../effects/preparation.ts';

/** Tells staff that an order waits for them to write what its buyer gets. */
export class TellToPrepareTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tell-to-prepare' });
  }

  override async run({ guild, order }: { guild: string; order: string }): Promise<void> {
    await tellToPrepare(guild, order);
  }
}
