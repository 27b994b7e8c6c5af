import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { settle } from '../effects/settle.ts';

/** Makes Discord as the row of a ticket says. */
export class SettleTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'settle' });
  }

  override async run({ guild, ticket }: { guild: string; ticket: string }): Promise<void> {
    await settle(guild, ticket);
  }
}
