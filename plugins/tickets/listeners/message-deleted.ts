import { Events, Listener } from '@sapphire/framework';
import type { Message, PartialMessage } from 'discord.js';
import plugin from '../plugin.ts';

/** Somebody deleted the message of a ticket, or that of its answers: it comes back. */
export class MessageDeletedListener extends Listener<typeof Events.MessageDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.MessageDelete });
  }

  override async run({ id, channelId, guildId }: Message | PartialMessage): Promise<void> {
    const { channels, controls, answers } = plugin.parts;
    if (guildId && (await channels.ticketIn(guildId, channelId))) {
      await controls.doubt(await controls.among(channelId, [id]));
      await answers.doubt(await answers.among(channelId, [id]));
    }
  }
}
