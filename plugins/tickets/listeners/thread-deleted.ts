import { Events, Listener } from '@sapphire/framework';
import type { AnyThreadChannel } from 'discord.js';
import plugin from '../plugin.ts';

/** Somebody deleted the thread of a ticket. */
export class ThreadDeletedListener extends Listener<typeof Events.ThreadDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ThreadDelete });
  }

  override async run({ guildId, id }: AnyThreadChannel): Promise<void> {
    const ticket = await plugin.parts.tickets.inChannel(guildId, id);
    await plugin.parts.census.doubt(ticket ? [ticket] : []);
  }
}
