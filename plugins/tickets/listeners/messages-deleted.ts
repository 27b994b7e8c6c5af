import { Events, Listener } from '@sapphire/framework';
import type { GuildTextBasedChannel, Message, PartialMessage, ReadonlyCollection } from 'discord.js';
import plugin from '../plugin.ts';

/** Somebody cleaned a channel up: messages by which people work on a ticket come back. */
export class MessagesDeletedListener extends Listener<typeof Events.MessageBulkDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.MessageBulkDelete });
  }

  override async run(
    deleted: ReadonlyCollection<string, Message | PartialMessage>,
    { id, guildId }: GuildTextBasedChannel,
  ): Promise<void> {
    const { channels, messages } = plugin.parts;
    if (await channels.ticketIn(guildId, id)) {
      await messages.deleted(guildId, id, [...deleted.keys()]);
    }
  }
}
