import { Events, Listener } from '@sapphire/framework';
import type { Guild } from 'discord.js';
import { doubtTalks } from '../effects/talks.ts';

/** A guild is back after an outage: people may have written in its tickets. */
export class TalksMissedHereListener extends Listener<typeof Events.GuildAvailable> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildAvailable });
  }

  override async run({ id }: Guild): Promise<void> {
    await doubtTalks([id]);
  }
}
