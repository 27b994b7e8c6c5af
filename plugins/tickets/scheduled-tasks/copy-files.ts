import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { copyFiles } from '../effects/file-copies.ts';

/** Copies the files that people put into a ticket, while they are there. */
export class CopyFilesTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'copy-files' });
  }

  override async run({ guild, ticket }: { guild: string; ticket: string }): Promise<void> {
    await copyFiles(guild, ticket);
  }
}
