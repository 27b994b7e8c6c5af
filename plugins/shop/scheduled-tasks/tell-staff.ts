import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { tellStaff } from '../effects/deliver.ts';

/** Tells staff that an order could not be delivered. */
export class TellStaffTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tell-staff' });
  }

  override async run({ guild, order }: { guild: string; order: string }): Promise<void> {
    await tellStaff(guild, order);
  }
}
