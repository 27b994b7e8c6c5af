import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { tellEnded } from '../effects/buyer-told.ts';

/** Tells staff that an order is over whose buyer had shown a proof. */
export class TellEndedTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tell-ended' });
  }

  override async run({ guild, order }: { guild: string; order: string }): Promise<void> {
    await tellEnded(guild, order);
  }
}
