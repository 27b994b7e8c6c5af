import { Events, Listener } from '@sapphire/framework';
import type { GuildMember, PartialGuildMember } from 'discord.js';
import plugin from '../plugin.ts';

/** Somebody got or lost a role that takes part in tickets: they are let into their threads, or leave them. */
export class MemberRolesListener extends Listener<typeof Events.GuildMemberUpdate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildMemberUpdate });
  }

  override async run(before: GuildMember | PartialGuildMember, after: GuildMember): Promise<void> {
    const had = before.partial ? new Set<string>() : new Set(before.roles.cache.keys());
    const has = new Set(after.roles.cache.keys());
    const changed = [...had.symmetricDifference(has)];
    if (changed.length > 0) {
      const { census } = plugin.parts;
      await census.doubt(await census.threadsWith(after.guild.id, changed));
      if (after.id === after.client.user.id) {
        await census.doubt(await census.troubled(after.guild.id));
      }
    }
  }
}
