import { Events, Listener } from '@sapphire/framework';
import type { GuildTextBasedChannel, Message, PartialMessage, ReadonlyCollection } from 'discord.js';
import { replaceBoards } from '../effects/repair.ts';

/** Somebody cleaned a channel up: was a board among the messages? */
export class MessagesDeletedListener extends Listener<typeof Events.MessageBulkDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.MessageBulkDelete });
  }

  override async run(
    messages: ReadonlyCollection<string, Message | PartialMessage>,
    channel: GuildTextBasedChannel,
  ): Promise<void> {
    await replaceBoards(channel.id, [...messages.keys()]);
  }
}
