import { Events, Listener } from '@sapphire/framework';
import type { DMChannel, GuildChannel } from 'discord.js';
import { doubtMessages } from '../effects/doubt.ts';

/** A channel is gone, and with it all messages that stood in it: Discord does not name them. */
export class ChannelDeletedListener extends Listener<typeof Events.ChannelDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ChannelDelete });
  }

  override async run(channel: GuildChannel | DMChannel): Promise<void> {
    if (!channel.isDMBased()) {
      await doubtMessages(channel.guildId);
    }
  }
}
