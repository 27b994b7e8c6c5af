import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import plugin from '../plugin.ts';

const hour = 60 * 60_000;

/** Twice a day: lets go of messages that were kept for transcripts of tickets that are long gone. */
export class TidyCapturesTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tidy-captures', interval: 12 * hour });
  }

  override async run(): Promise<void> {
    await plugin.parts.captures.tidy();
  }
}
