import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import pads from '../plugin.ts';

/** Asks the first in line for a pad that got free where nobody could say for how long it is kept. */
export class AskNextTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'ask-next' });
  }

  override async run({ guild, pad }: { guild: string; pad: number }): Promise<void> {
    await pads.parts.waitlist.ask(guild, pad);
  }
}
