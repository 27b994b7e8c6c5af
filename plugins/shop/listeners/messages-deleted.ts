import { Events, Listener } from '@sapphire/framework';
import type { GuildTextBasedChannel, Message, PartialMessage, ReadonlyCollection } from 'discord.js';
import plugin from '../plugin.ts';

/** Somebody cleaned a channel up: were messages of the purchase log, or cards, among it? */
export class MessagesDeletedListener extends Listener<typeof Events.MessageBulkDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.MessageBulkDelete });
  }

  override async run(
    messages: ReadonlyCollection<string, Message | PartialMessage>,
    channel: GuildTextBasedChannel,
  ): Promise<void> {
    const ids = [...messages.keys()];
    await plugin.parts.purchaseLog.deleted(channel.id, ids);
    await plugin.parts.staffCards.deleted(channel.id, ids);
  }
}
