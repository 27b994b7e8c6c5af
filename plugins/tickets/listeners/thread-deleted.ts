import { Events, Listener } from '@sapphire/framework';
import type { AnyThreadChannel } from 'discord.js';
import plugin from '../plugin.ts';

/** Somebody deleted the thread of a ticket, or another one: one more may be active. */
export class ThreadDeletedListener extends Listener<typeof Events.ThreadDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.ThreadDelete });
  }

  override async run({ guildId, id }: AnyThreadChannel): Promise<void> {
    const { tickets, census } = plugin.parts;
    const ticket = await tickets.inChannel(guildId, id);
    await census.doubt(ticket ? [ticket] : []);
    await census.nextForThread(guildId);
  }
}
