import { Events, Listener } from '@sapphire/framework';
import type { DMChannel, GuildChannel } from 'discord.js';
import plugin from '../plugin.ts';

/** Somebody deleted a channel: so were the panels in it. */
export class PanelChannelDeletedListener extends Listener<typeof Events.ChannelDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ChannelDelete });
  }

  override async run(channel: GuildChannel | DMChannel): Promise<void> {
    if (!channel.isDMBased()) {
      await plugin.parts.panels.channelDeleted(channel.guildId, channel.id);
    }
  }
}
