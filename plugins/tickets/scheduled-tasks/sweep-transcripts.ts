import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { sweepTranscripts } from '../effects/transcript-erasing.ts';

const hour = 60 * 60_000;

/** Removes folders of transcripts that no row names any more: what was left over when the bot ended in between. */
export class SweepTranscriptsTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'sweep-transcripts', interval: 6 * hour });
  }

  override async run(): Promise<void> {
    await sweepTranscripts();
  }
}
