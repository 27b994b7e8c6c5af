import { Events, Listener } from '@sapphire/framework';
import type { Message, PartialMessage } from 'discord.js';
import { replaceBoards } from '../effects/repair.ts';
import pads from '../plugin.ts';

/** Somebody deleted a message: was it a board? */
export class MessageDeletedListener extends Listener<typeof Events.MessageDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.MessageDelete });
  }

  override async run({ id, channelId, author }: Message | PartialMessage): Promise<void> {
    // The author is unknown when the message was written before the bot started.
    if (!author || author.id === pads.host.client.user.id) {
      await replaceBoards(channelId, [id]);
    }
  }
}
