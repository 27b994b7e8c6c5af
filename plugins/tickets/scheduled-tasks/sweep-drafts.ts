import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import plugin from '../plugin.ts';

const hour = 60 * 60_000;

/** Removes forms that somebody began and did not go on with. */
export class SweepDraftsTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'sweep-drafts', interval: 6 * hour });
  }

  override async run(): Promise<void> {
    await plugin.parts.drafts.sweep();
  }
}
