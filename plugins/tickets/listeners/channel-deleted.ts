import { Events, Listener } from '@sapphire/framework';
import { ChannelType, type DMChannel, type GuildChannel } from 'discord.js';
import { compareTickets } from '../effects/repair.ts';
import plugin from '../plugin.ts';

/** Somebody deleted the channel of a ticket, or a category that tickets go to. */
export class ChannelDeletedListener extends Listener<typeof Events.ChannelDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ChannelDelete });
  }

  override async run(channel: GuildChannel | DMChannel): Promise<void> {
    if (channel.isDMBased()) {
      return;
    }
    if (channel.type === ChannelType.GuildCategory) {
      return compareTickets([channel.guildId]);
    }
    const ticket = await plugin.parts.tickets.inChannel(channel.guildId, channel.id);
    await plugin.parts.census.doubt(ticket ? [ticket] : []);
  }
}
