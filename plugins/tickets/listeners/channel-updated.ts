import { Events, Listener } from '@sapphire/framework';
import type { DMChannel, GuildChannel } from 'discord.js';
import { overwritesOn } from '../effects/channel-room.ts';
import { doubtUnlessRight } from '../effects/repair.ts';
import plugin from '../plugin.ts';
import { sameOverwrites } from '../rooms/overwrites.ts';

/** Somebody changed who may see the channel of a ticket, or moved it: it is put right. */
export class ChannelUpdatedListener extends Listener<typeof Events.ChannelUpdate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ChannelUpdate });
  }

  override async run(before: GuildChannel | DMChannel, channel: GuildChannel | DMChannel): Promise<void> {
    if (channel.isDMBased() || before.isDMBased()) {
      return;
    }
    await doubtUnlessRight(channel);
    if (opens(before, channel)) {
      const { census } = plugin.parts;
      await census.doubt(await census.troubled(channel.guildId));
    }
  }
}

/** Whether the bot may do more there now, perhaps, or there is room where the channel was. */
const opens = (before: GuildChannel, after: GuildChannel): boolean =>
  before.parentId !== after.parentId || !sameOverwrites(overwritesOn(before), overwritesOn(after));
