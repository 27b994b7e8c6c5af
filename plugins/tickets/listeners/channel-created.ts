import { Events, Listener } from '@sapphire/framework';
import type { GuildChannel } from 'discord.js';
import { doubtTwin } from '../effects/repair.ts';

/** A channel turned up that was asked for a while ago, perhaps: its ticket may have another one by now, or be over. */
export class ChannelCreatedListener extends Listener<typeof Events.ChannelCreate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ChannelCreate });
  }

  override async run(channel: GuildChannel): Promise<void> {
    await doubtTwin(channel);
  }
}
