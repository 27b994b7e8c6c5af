import { Events, Listener } from '@sapphire/framework';
import type { Role } from 'discord.js';
import { doubtMessages, retryRoles } from '../effects/doubt.ts';

/** A role was moved, or may do something else: what could not be given before may be given now. */
export class RoleUpdatedListener extends Listener<typeof Events.GuildRoleUpdate> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildRoleUpdate });
  }

  override async run(before: Role, { guild, position, permissions }: Role): Promise<void> {
    if (before.rawPosition !== position || !before.permissions.equals(permissions)) {
      await retryRoles(guild.id);
      await doubtMessages(guild.id);
    }
  }
}
