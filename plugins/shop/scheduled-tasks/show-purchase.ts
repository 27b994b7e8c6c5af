import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { showPurchase } from '../effects/purchase-post.ts';

/** Brings the message of an order in the purchase log up to date. */
export class ShowPurchaseTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'show-purchase' });
  }

  override async run({ guild, order }: { guild: string; order: string }): Promise<void> {
    await showPurchase(guild, order);
  }
}
