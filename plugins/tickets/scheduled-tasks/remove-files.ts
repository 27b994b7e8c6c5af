import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { removeFiles } from '../effects/file-copies.ts';

/** Removes copies of files whose owner is to be forgotten. */
export class RemoveFilesTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'remove-files' });
  }

  override async run({
    place,
    ticket,
    files,
  }: {
    place: string;
    ticket: string;
    files: string[];
  }): Promise<void> {
    await removeFiles(place, ticket, files);
  }
}
