import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { postFiles } from '../effects/answers.ts';

/** Puts the files of answers into the channel of their ticket. */
export class PostFilesTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'post-files' });
  }

  override async run({ guild, ticket }: { guild: string; ticket: string }): Promise<void> {
    await postFiles(guild, ticket);
  }
}
