import { Events, Listener } from '@sapphire/framework';
import type { Role } from 'discord.js';
import plugin from '../plugin.ts';

/** The permissions of a role of ours changed: what could not be done before may go now. */
export class RoleUpdatedListener extends Listener<typeof Events.GuildRoleUpdate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildRoleUpdate });
  }

  override async run(before: Role, { id, guild, permissions }: Role): Promise<void> {
    const ours = id === guild.id || guild.members.me?.roles.cache.has(id);
    if (ours && !before.permissions.equals(permissions)) {
      const { census } = plugin.parts;
      await census.doubt(await census.troubled(guild.id));
    }
  }
}
