import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { tellClosed } from '../effects/automation.ts';

/** Tells everybody in a ticket that it was closed by itself, and why. */
export class TellClosedTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tell-closed' });
  }

  override async run({ guild, ticket }: { guild: string; ticket: string }): Promise<void> {
    await tellClosed(guild, ticket);
  }
}
