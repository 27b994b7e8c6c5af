import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { deliver } from '../effects/deliver.ts';

/** Sends a buyer what they bought. */
export class DeliverTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'deliver' });
  }

  override async run({ guild, order }: { guild: string; order: string }): Promise<void> {
    await deliver(guild, order);
  }
}
