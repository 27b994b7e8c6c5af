import type { Guild } from './types.ts';
import type { World } from './world.ts';

/**
 * Lets a guild fail and come back: its bots get `GUILD_DELETE` with `unavailable`, later `GUILD_CREATE`, and no event
 * of it in between. Requests about it answer 503 meanwhile.
 */
export function setGuildAvailable(world: World, guild: Guild, available: boolean): void {
  if (guild.unavailable === !available) return;
  guild.unavailable = !available;
  world.publish(
    available
      ? { event: 'GUILD_CREATE', guild, data: () => ({ id: guild.id }) }
      : { event: 'GUILD_DELETE', guild, data: () => unavailableGuild(guild) },
  );
}

/** A guild in an outage as Discord sends it, and any guild in `READY`. */
export function unavailableGuild(guild: Guild) {
  return { id: guild.id, unavailable: true };
}
