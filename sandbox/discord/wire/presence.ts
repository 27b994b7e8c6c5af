import type { Presence } from '../state/presence.ts';
import type { User } from '../state/types.ts';

/** Somebody's presence as the gateway sends it. Bots are on the web, people on a desktop. */
export function presenceObject(user: User, presence: Presence) {
  const { status, activities } = presence;
  return {
    user: { id: user.id },
    status,
    activities,
    client_status: status === 'offline' ? {} : { [user.bot ? 'web' : 'desktop']: status },
  };
}
