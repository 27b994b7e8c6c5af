import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { minute } from '../context.ts';
import plugin from '../plugin.ts';

/**
 * Looks for orders that stand still though they should not: their job was laid aside, or is not there. Where the feature
 * is off, they stay as they are until it is on again.
 */
export class ReconcileTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'reconcile', interval: 10 * minute });
  }

  override async run(): Promise<void> {
    const { review, sending } = plugin.parts;
    for (const order of await sending.lost()) {
      if (await plugin.host.isOn(order.guild)) {
        await sending.failed(order, 'lost');
      }
    }
    for (const { guild, id } of await review.overdue()) {
      if (await plugin.host.isOn(guild)) {
        await review.expire(guild, id);
      }
    }
  }
}
