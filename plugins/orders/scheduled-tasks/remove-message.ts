import { deleteMessage, type MessagePlace } from '@guildhall/sdk';
import { ScheduledTask } from '@sapphire/plugin-scheduled-tasks';
import plugin from '../plugin.ts';

/** Takes a message of ours away whose time is over. */
export class RemoveMessageTask extends ScheduledTask {
  constructor(context: ScheduledTask.LoaderContext) {
    super(context, { name: 'remove-message' });
  }

  override async run(place: MessagePlace): Promise<void> {
    await deleteMessage(plugin.host.client, place);
  }
}
