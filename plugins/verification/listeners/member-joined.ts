import { Events, Listener } from '@sapphire/framework';
import type { GuildMember } from 'discord.js';
import { lookLater } from '../effects/refresh-user.ts';
import plugin from '../plugin.ts';

/** Whoever comes back and is linked has roles and nickname again. */
export class MemberJoinedListener extends Listener<typeof Events.GuildMemberAdd> {
  constructor(context: Listener.LoaderContext) {
    super(context, { event: Events.GuildMemberAdd });
  }

  override async run({ guild: { id: guild }, id: user }: GuildMember): Promise<void> {
    const { links } = plugin.parts;
    const { refreshOnJoin } = await plugin.host.settings(guild);
    if (refreshOnJoin && (await links.of(guild, user))) {
      await lookLater(guild, user, { in: 0 });
    }
  }
}
