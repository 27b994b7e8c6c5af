import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { showControl } from '../effects/control.ts';

/** Brings the message that shows a ticket up to date. */
export class ShowControlTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'show-control' });
  }

  override async run({ guild, ticket }: { guild: string; ticket: string }): Promise<void> {
    await showControl(guild, ticket);
  }
}
