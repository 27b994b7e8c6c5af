/**
 * The hosts that are played, each by the first part of a path: what is `https://users.roblox.com/v1/users/1` at Roblox is
 * `/users/v1/users/1` here. `tr` is where pictures are.
 */
export const hosts = ['users', 'groups', 'thumbnails', 'apis', 'tr'] as const;

export type Host = (typeof hosts)[number];

/** The host of a path, if it is one that is played. */
export function hostOf(path: string): Host | undefined {
  const first = path.split('/')[1];
  return hosts.find((host) => host === first);
}
