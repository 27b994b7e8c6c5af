import { Events, Listener } from '@sapphire/framework';
import type { GuildMember } from 'discord.js';
import plugin from '../plugin.ts';

/** Whoever comes back has the roles again that they bought, and gets what could not be sent. */
export class MemberJoinedListener extends Listener<typeof Events.GuildMemberAdd> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildMemberAdd });
  }

  override async run({ guild, id }: GuildMember): Promise<void> {
    const { roleGrants, sending } = plugin.parts;
    await roleGrants.settleAll(await roleGrants.concerning(guild.id, id));
    await sending.back(guild.id, id);
  }
}
