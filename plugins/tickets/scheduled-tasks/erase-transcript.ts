import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { eraseTranscript } from '../effects/transcript-erasing.ts';

/** Removes the transcript of a ticket whose creator is to be forgotten. */
export class EraseTranscriptTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'erase-transcript' });
  }

  override async run({ place, ticket }: { place: string; ticket: string }): Promise<void> {
    await eraseTranscript(place, ticket);
  }
}
