import { Events, Listener } from '@sapphire/framework';
import type { Message, PartialMessage } from 'discord.js';
import plugin from '../plugin.ts';

/** Somebody deleted the message of a ticket: it comes back. */
export class MessageDeletedListener extends Listener<typeof Events.MessageDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.MessageDelete });
  }

  override async run({ id, channelId, guildId }: Message | PartialMessage): Promise<void> {
    const { controls } = plugin.parts;
    if (guildId) {
      await controls.doubt(await controls.among(channelId, [id]));
    }
  }
}
