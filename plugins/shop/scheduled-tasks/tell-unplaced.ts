import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { tellUnplaced } from '../effects/sightings.ts';

/** Tells staff of a payment that belongs to no order. */
export class TellUnplacedTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'tell-unplaced' });
  }

  override async run({ guild, sighting }: { guild: string; sighting: string }): Promise<void> {
    await tellUnplaced(guild, sighting);
  }
}
