import { Events, Listener } from '@sapphire/framework';
import type { GuildMember, PartialGuildMember } from 'discord.js';
import { checkClaims } from '../effects/claims.ts';

/** Somebody lost a role: perhaps they are staff no more, and have claimed tickets. */
export class ClaimerRolesListener extends Listener<typeof Events.GuildMemberUpdate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildMemberUpdate });
  }

  override async run(before: GuildMember | PartialGuildMember, after: GuildMember): Promise<void> {
    const lost = before.partial || before.roles.cache.some((_, id) => !after.roles.cache.has(id));
    if (lost) {
      await checkClaims(after.guild.id, after.id);
    }
  }
}
