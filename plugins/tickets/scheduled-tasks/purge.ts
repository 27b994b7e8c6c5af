import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import plugin from '../plugin.ts';

/** Deletes some of the tickets that somebody has deleted all at once. */
export class PurgeTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'purge' });
  }

  override async run({ guild, purge }: { guild: string; purge: string }): Promise<void> {
    await plugin.parts.purges.run(guild, purge);
  }
}
