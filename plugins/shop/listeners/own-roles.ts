import { Events, Listener } from '@sapphire/framework';
import type { GuildMember, PartialGuildMember } from 'discord.js';
import { doubtMessages, retryRoles } from '../effects/doubt.ts';

/** The bot was given a role, or lost one: it may be allowed now what it was not. */
export class OwnRolesListener extends Listener<typeof Events.GuildMemberUpdate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildMemberUpdate });
  }

  override async run(
    _before: GuildMember | PartialGuildMember,
    { client, guild, id }: GuildMember,
  ): Promise<void> {
    if (id === client.user.id) {
      await doubtMessages(guild.id);
      await retryRoles(guild.id);
    }
  }
}
