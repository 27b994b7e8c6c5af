import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { forgetInTranscript } from '../effects/transcript-erasing.ts';

/** Takes those who are to be forgotten out of a transcript. */
export class ForgetInTranscriptTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'forget-in-transcript' });
  }

  override async run({ place, ticket }: { place: string; ticket: string }): Promise<void> {
    await forgetInTranscript(place, ticket);
  }
}
