import { Events, Listener } from '@sapphire/framework';
import type { Guild } from 'discord.js';
import { doubtCreators } from '../effects/creators.ts';

/** A guild is back after an outage: people may have left it. */
export class CreatorsUnknownHereListener extends Listener<typeof Events.GuildAvailable> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildAvailable });
  }

  override async run({ id }: Guild): Promise<void> {
    await doubtCreators([id]);
  }
}
