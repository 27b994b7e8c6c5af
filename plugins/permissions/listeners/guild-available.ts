import { Events, Listener } from '@sapphire/framework';
import type { Guild } from 'discord.js';
import { sweep } from '../sweep.ts';

/** A guild is back: roles and members may have gone in the meantime. */
export class GuildAvailableListener extends Listener<typeof Events.GuildAvailable> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildAvailable });
  }

  override async run(guild: Guild): Promise<void> {
    await sweep([guild]);
  }
}
