import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import plugin from '../plugin.ts';

/** Lets a channel go that waited for its transcript for long enough. */
export class EndHoldTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'end-hold' });
  }

  override async run({ guild, ticket }: { guild: string; ticket: string }): Promise<void> {
    await plugin.parts.transcripts.endHold(guild, ticket);
  }
}
