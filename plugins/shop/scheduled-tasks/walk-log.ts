import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { walkPurchases } from '../effects/purchase-post.ts';

/** Looks whether all messages of the purchase log of a guild are there and show what they should. */
export class WalkLogTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'walk-log' });
  }

  override async run({ guild, before }: { guild: string; before?: string }): Promise<void> {
    await walkPurchases(guild, before);
  }
}
