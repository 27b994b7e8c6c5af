import type { Roblox } from './roblox/roblox.ts';

const down = async () => ({ kind: 'down' }) as const;

/** Stands for Roblox while there is no client. */
export const noRoblox: Roblox = {
  byName: down,
  byId: down,
  memberships: down,
  groupRoles: down,
  headshot: async () => undefined,
};
