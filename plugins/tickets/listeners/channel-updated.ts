import { Events, Listener } from '@sapphire/framework';
import type { DMChannel, GuildChannel } from 'discord.js';
import { doubtUnlessRight } from '../effects/repair.ts';
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
    await doubtUnlessRight(channel);
    // What the bot may do there may have changed, or there is room now.
    const { census } = plugin.parts;
    await census.doubt(await census.troubled(channel.guildId));
  }
}
