import { Events, Listener } from '@sapphire/framework';
import type { Message, PartialMessage } from 'discord.js';
import plugin from '../plugin.ts';

/** Somebody deleted a message by which people work on a ticket: it comes back. */
export class MessageDeletedListener extends Listener<typeof Events.MessageDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.MessageDelete });
  }

  override async run({ id, channelId, guildId }: Message | PartialMessage): Promise<void> {
    const { channels, messages } = plugin.parts;
    if (guildId && (await channels.ticketIn(guildId, channelId))) {
      await messages.deleted(guildId, channelId, [id]);
    }
  }
}
