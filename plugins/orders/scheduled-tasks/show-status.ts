import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import { showStatus } from '../effects/status-post.ts';
import type { ShownOrder } from '../status-messages.ts';

/** Brings the status message of an order up to date. */
export class ShowStatusTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'show-status' });
  }

  override async run(shown: ShownOrder): Promise<void> {
    await showStatus(shown);
  }
}
