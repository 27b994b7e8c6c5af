import { Events, Listener } from '@sapphire/framework';
import type { GuildChannel } from 'discord.js';
import { isTwin, ticketMarkedOn } from '../effects/twins.ts';
import plugin from '../plugin.ts';
import { isActive } from '../ticket-states.ts';

/** A channel turned up that was asked for a while ago: its ticket may have another one by now, or be over. */
export class ChannelCreatedListener extends Listener<typeof Events.ChannelCreate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ChannelCreate });
  }

  override async run(channel: GuildChannel): Promise<void> {
    const id = ticketMarkedOn(channel);
    const ticket = id && (await plugin.parts.tickets.find(channel.guildId, id));
    if (ticket && (ticket.channel || !isActive(ticket.state)) && isTwin(ticket, channel)) {
      await plugin.parts.census.doubt([ticket]);
    }
  }
}
