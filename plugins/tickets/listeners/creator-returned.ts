import { Events, Listener } from '@sapphire/framework';
import type { GuildMember } from 'discord.js';
import { creatorMoved } from '../effects/creators.ts';

/** Somebody came to the server, perhaps back to their tickets. */
export class CreatorReturnedListener extends Listener<typeof Events.GuildMemberAdd> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildMemberAdd });
  }

  override async run({ guild, id }: GuildMember): Promise<void> {
    await creatorMoved(guild.id, id, 'returned');
  }
}
