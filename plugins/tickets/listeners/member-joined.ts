import { Events, Listener } from '@sapphire/framework';
import type { GuildMember } from 'discord.js';
import plugin from '../plugin.ts';

/** Whoever leaves a server leaves its threads: they are let in again when they come back. Overwrites of channels stay. */
export class MemberJoinedListener extends Listener<typeof Events.GuildMemberAdd> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildMemberAdd });
  }

  override async run({ id, guild }: GuildMember): Promise<void> {
    const { census } = plugin.parts;
    await census.doubt(await census.threadsOf(guild.id, id));
  }
}
