import { Events, Listener } from '@sapphire/framework';
import type { DMChannel, GuildChannel } from 'discord.js';
import { doubtMessages } from '../effects/doubt.ts';
import plugin from '../plugin.ts';

/** The bot may be allowed now what it was not in a channel of the shop. */
export class ChannelUpdatedListener extends Listener<typeof Events.ChannelUpdate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ChannelUpdate });
  }

  override async run(_before: unknown, channel: GuildChannel | DMChannel): Promise<void> {
    if (channel.isDMBased()) {
      return;
    }
    const { reviewChannel, logChannel, vouchChannel } = await plugin.host.settings(channel.guildId);
    if ([reviewChannel, logChannel, vouchChannel].includes(channel.id)) {
      await doubtMessages(channel.guildId);
    }
  }
}
