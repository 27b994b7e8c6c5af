import { Events, Listener } from '@sapphire/framework';
import { ChannelType, type DMChannel, type GuildChannel } from 'discord.js';
import { inEachGuild } from '../effects/each-guild.ts';
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
      return inEachGuild('reconcile', [channel.guildId]);
    }
    const { tickets, census } = plugin.parts;
    // There is room for one more.
    await census.doubt(await census.troubled(channel.guildId));
    const ticket = await tickets.inChannel(channel.guildId, channel.id);
    // Discord says nothing of the threads that go with it.
    const inside = await census.threadsIn(channel.guildId, channel.id);
    await census.doubt(ticket ? [ticket, ...inside] : inside);
  }
}
