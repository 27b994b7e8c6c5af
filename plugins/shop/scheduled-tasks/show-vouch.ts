import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { showVouch } from '../effects/vouch.ts';

/** Brings the message with what a customer says of an order up to date. */
export class ShowVouchTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'show-vouch' });
  }

  override async run({ guild, order }: { guild: string; order: string }): Promise<void> {
    await showVouch(guild, order);
  }
}
