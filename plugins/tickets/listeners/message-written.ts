import { Events, Listener } from '@sapphire/framework';
import type { Message } from 'discord.js';
import { noteMessage } from '../effects/activity.ts';

/** Somebody wrote something: perhaps in a ticket. */
export class MessageWrittenListener extends Listener<typeof Events.MessageCreate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.MessageCreate });
  }

  override async run(message: Message): Promise<void> {
    if (message.inGuild()) {
      await noteMessage(message);
    }
  }
}
