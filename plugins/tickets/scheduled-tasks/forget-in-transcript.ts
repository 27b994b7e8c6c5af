import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { forgetInTranscript } from '../effects/transcript-erasing.ts';

/** Takes the words of somebody who is to be forgotten out of a transcript. */
export class ForgetInTranscriptTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'forget-in-transcript' });
  }

  override async run({
    place,
    ticket,
    user,
  }: {
    place: string;
    ticket: string;
    user: string;
  }): Promise<void> {
    await forgetInTranscript(place, ticket, user);
  }
}
