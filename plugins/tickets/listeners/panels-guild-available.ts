import { Events, Listener } from '@sapphire/framework';
import type { Guild } from 'discord.js';
import plugin from '../plugin.ts';

/** A guild is back after an outage: its panels may have changed. */
export class PanelsGuildAvailableListener extends Listener<typeof Events.GuildAvailable> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildAvailable });
  }

  override async run({ id }: Guild): Promise<void> {
    await plugin.parts.panels.doubt([id]);
  }
}
