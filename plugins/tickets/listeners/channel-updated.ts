import { Events, Listener } from '@sapphire/framework';
import type { DMChannel, GuildChannel } from 'discord.js';
import plugin from '../plugin.ts';

/** Somebody changed who may see the channel of a ticket, or moved it: it is put right. */
export class ChannelUpdatedListener extends Listener<typeof Events.ChannelUpdate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ChannelUpdate });
  }

  override async run(_before: unknown, channel: GuildChannel | DMChannel): Promise<void> {
    if (channel.isDMBased()) {
      return;
    }
    const ticket = await plugin.parts.tickets.inChannel(channel.guildId, channel.id);
    await plugin.parts.census.doubt(ticket ? [ticket] : []);
  }
}
