import type { BaseInteraction } from 'discord.js';
import plugin from '../plugin.ts';
import { worksOn } from '../rights.ts';
import type { Asker } from '../ticket/limits.ts';
import { orRefuse } from '../views/refusal.ts';

type Interaction = BaseInteraction<'cached'>;

/** Whoever wants to open a ticket of a type, with their roles as they are now. */
export async function askerOf({ guildId, user, member }: Interaction, type: string): Promise<Asker> {
  const row = await plugin.parts.types.find(guildId, type);
  return {
    guild: guildId,
    creator: user.id,
    roles: [...member.roles.cache.keys()],
    staff: await worksOn(member, row),
  };
}

/**
 * Whether somebody may open a ticket of a type now, before they are asked for anything. It is looked at again when the
 * ticket is made. @throws Refusal.
 */
export async function checkLimits(interaction: Interaction, type: string): Promise<void> {
  orRefuse(await plugin.parts.tickets.check({ ...(await askerOf(interaction, type)), type }));
}
