import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { postTranscript } from '../effects/transcript-mail.ts';

/** Brings the message that carries a transcript up to date. */
export class PostTranscriptTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'post-transcript' });
  }

  override async run({ guild, ticket }: { guild: string; ticket: string }): Promise<void> {
    await postTranscript(guild, ticket);
  }
}
