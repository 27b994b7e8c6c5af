import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { sendTranscript } from '../effects/transcript-mail.ts';

/** Sends a transcript to the one who opened the ticket. */
export class SendTranscriptTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'send-transcript' });
  }

  override async run({ guild, ticket }: { guild: string; ticket: string }): Promise<void> {
    await sendTranscript(guild, ticket);
  }
}
