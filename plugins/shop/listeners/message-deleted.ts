import { Events, Listener } from '@sapphire/framework';
import type { Message, PartialMessage } from 'discord.js';
import plugin from '../plugin.ts';

/** Somebody deleted a message: was it one of the purchase log, or a card? */
export class MessageDeletedListener extends Listener<typeof Events.MessageDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.MessageDelete });
  }

  override async run({ id, channelId, author }: Message | PartialMessage): Promise<void> {
    // The author is unknown when the message was written before the bot started.
    if (!author || author.id === plugin.host.client.user.id) {
      await plugin.parts.purchaseLog.deleted(channelId, [id]);
      await plugin.parts.staffCards.deleted(channelId, [id]);
    }
  }
}
