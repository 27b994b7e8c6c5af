import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { tellIdle } from '../effects/sightings.ts';

/** Tells staff of a payment that brings nothing. */
export class TellIdleTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tell-idle' });
  }

  override async run({ guild, sighting }: { guild: string; sighting: string }): Promise<void> {
    await tellIdle(guild, sighting);
  }
}
