import { Events, Listener } from '@sapphire/framework';
import type { GuildMember, PartialGuildMember } from 'discord.js';
import pads from '../plugin.ts';

/** Whoever leaves the guild leaves its sessions and lines too. */
export class MemberLeftListener extends Listener<typeof Events.GuildMemberRemove> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildMemberRemove });
  }

  override async run({ guild, id }: GuildMember | PartialGuildMember): Promise<void> {
    const { endings, waitlist, attendance } = pads.parts;
    await waitlist.forget(guild.id, id);
    await attendance.forget(guild.id, id);
    await endings.hostLeft(guild.id, id);
  }
}
