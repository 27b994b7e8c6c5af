import { Events, Listener } from '@sapphire/framework';
import type { Role } from 'discord.js';
import { inEachGuild } from '../effects/each-guild.ts';

/** A role that works on tickets, or was added to some, is gone. */
export class RoleDeletedListener extends Listener<typeof Events.GuildRoleDelete> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildRoleDelete });
  }

  override async run({ guild }: Role): Promise<void> {
    await inEachGuild('reconcile', [guild.id]);
  }
}
