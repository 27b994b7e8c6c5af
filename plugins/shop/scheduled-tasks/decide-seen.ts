import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import plugin from '../plugin.ts';

/** Has the owner's rule look at an order that a payment was seen of. */
export class DecideSeenTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'decide-seen' });
  }

  override async run({ guild, order }: { guild: string; order: string }): Promise<void> {
    await plugin.parts.rule.decide(guild, order);
  }
}
