import { Events, Listener } from '@sapphire/framework';
import type { GuildMember, PartialGuildMember } from 'discord.js';
import { checkClaims } from '../effects/claims.ts';

/** Somebody left the server: what they have claimed is free again. */
export class ClaimerLeftListener extends Listener<typeof Events.GuildMemberRemove> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildMemberRemove });
  }

  override async run({ guild, id }: GuildMember | PartialGuildMember): Promise<void> {
    await checkClaims(guild.id, id);
  }
}
