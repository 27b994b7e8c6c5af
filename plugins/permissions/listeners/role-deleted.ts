import { Events, Listener } from '@sapphire/framework';
import type { Role } from 'discord.js';
import permissions from '../plugin.ts';

/** What a deleted role was given is given to nobody. */
export class RoleDeletedListener extends Listener<typeof Events.GuildRoleDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildRoleDelete });
  }

  override async run({ guild, id }: Role): Promise<void> {
    await permissions.parts.book.forget(guild.id, { kind: 'role', id }, 'role-gone');
  }
}
