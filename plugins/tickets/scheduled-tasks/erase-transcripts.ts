import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { eraseTranscripts } from '../effects/transcript-erasing.ts';

/** Removes the transcripts of a server that is to be forgotten. */
export class EraseTranscriptsTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'erase-transcripts' });
  }

  override async run({ place }: { place: string }): Promise<void> {
    await eraseTranscripts(place);
  }
}
