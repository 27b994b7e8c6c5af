import { Events, Listener } from '@sapphire/framework';
import type { Guild } from 'discord.js';
import { lookAnew } from '../effects/each-guild.ts';

/** A guild is back after an outage: things may have changed in it. */
export class GuildAvailableListener extends Listener<typeof Events.GuildAvailable> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildAvailable });
  }

  override async run({ id }: Guild): Promise<void> {
    await lookAnew([id]);
  }
}
