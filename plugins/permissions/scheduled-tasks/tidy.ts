import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import permissions from '../plugin.ts';

/** Takes out what has ended, so that the menus and the list are as it is. */
export class TidyTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tidy', interval: 60_000 });
  }

  override async run(): Promise<void> {
    await permissions.parts.book.tidy();
  }
}
