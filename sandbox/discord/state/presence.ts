import { presenceObject } from '../wire/presence.ts';
import type { User } from './types.ts';
import type { World } from './world.ts';

/** What others see of somebody who is not invisible. */
const STATUSES = ['online', 'idle', 'dnd', 'offline'] as const;
export type Status = (typeof STATUSES)[number];

/** The status that somebody shows, and what they are doing, in Discord's wire shape. */
export interface Presence {
  readonly status: Status;
  readonly activities: readonly Record<string, unknown>[];
}

const OFFLINE: Presence = { status: 'offline', activities: [] };

/** What somebody shows; offline until told otherwise. */
export function presenceOf(world: World, user: User): Presence {
  return world.presences.get(user.id) ?? OFFLINE;
}

/** Changes what somebody shows, and tells the guilds that they are in. */
export function setPresence(world: World, user: User, presence: Presence): void {
  if (JSON.stringify(presenceOf(world, user)) === JSON.stringify(presence)) return;
  if (presence.status === 'offline') world.presences.delete(user.id);
  else world.presences.set(user.id, presence);
  for (const guild of world.guilds.values()) {
    if (!guild.members.has(user.id)) continue;
    world.publish({
      event: 'PRESENCE_UPDATE',
      guild,
      data: () => ({ ...presenceObject(user, presence), guild_id: guild.id }),
    });
  }
}
