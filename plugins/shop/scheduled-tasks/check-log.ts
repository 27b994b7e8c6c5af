import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { checkPurchases } from '../effects/purchase-post.ts';

/** Looks whether the newest messages of the purchase log of a guild are there and show what they should. */
export class CheckLogTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'check-log' });
  }

  override async run({ guild }: { guild: string }): Promise<void> {
    await checkPurchases(guild);
  }
}
