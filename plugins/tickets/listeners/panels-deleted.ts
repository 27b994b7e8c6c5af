import { Events, Listener } from '@sapphire/framework';
import type { GuildTextBasedChannel, Message, PartialMessage, ReadonlyCollection } from 'discord.js';
import plugin from '../plugin.ts';

/** Somebody cleaned a channel up: panels among the messages are taken down. */
export class PanelsDeletedListener extends Listener<typeof Events.MessageBulkDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.MessageBulkDelete });
  }

  override async run(
    messages: ReadonlyCollection<string, Message | PartialMessage>,
    { id, guildId }: GuildTextBasedChannel,
  ): Promise<void> {
    await plugin.parts.panels.deletedByHand(guildId, id, [...messages.keys()]);
  }
}
