import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { keepTranscript } from '../effects/transcript.ts';

/** Makes the transcript of a ticket. */
export class TranscriptTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'transcript' });
  }

  override async run({ guild, ticket }: { guild: string; ticket: string }): Promise<void> {
    await keepTranscript(guild, ticket);
  }
}
