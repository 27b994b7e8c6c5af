import { Events, Listener } from '@sapphire/framework';
import type { GuildMember, PartialGuildMember } from 'discord.js';
import { creatorMoved } from '../effects/creators.ts';

/** Somebody left the server: perhaps they have tickets. */
export class CreatorLeftListener extends Listener<typeof Events.GuildMemberRemove> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildMemberRemove });
  }

  override async run({ guild, id }: GuildMember | PartialGuildMember): Promise<void> {
    await creatorMoved(guild.id, id, 'left');
  }
}
