import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { showPost } from '../effects/post.ts';
import type { PostThing } from '../posts.ts';

/** Brings the message of a close request or a purge up to date. */
export class ShowPostTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'show-post' });
  }

  override async run({ guild, kind, subject }: PostThing): Promise<void> {
    await showPost({ guild, kind, subject });
  }
}
