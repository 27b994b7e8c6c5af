import { Events, Listener } from '@sapphire/framework';
import type { GuildMember, PartialGuildMember } from 'discord.js';
import permissions from '../plugin.ts';

/** Whoever leaves the guild leaves what they were given there. */
export class MemberLeftListener extends Listener<typeof Events.GuildMemberRemove> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildMemberRemove });
  }

  override async run({ guild, id }: GuildMember | PartialGuildMember): Promise<void> {
    await permissions.parts.book.forget(guild.id, { kind: 'user', id }, 'left');
  }
}
