/**
 * The parts of Roblox that are asked, and the host of each. Each has limits and outages of its own; Open Cloud and OAuth
 * share a host, but a limit of the one says nothing about the other.
 */
const hosts = {
  users: 'users',
  groups: 'groups',
  thumbnails: 'thumbnails',
  cloud: 'apis',
  oauth: 'apis',
} as const;

export type Service = keyof typeof hosts;

/**
 * Where something is. Each host of Roblox is a name of its own; below any other address, like that of a local Roblox, it
 * is the first folder.
 * @param path with a leading slash, and the query.
 */
export function addressOf(base: URL, service: Service, path: string): URL {
  const host = hosts[service];
  if (/(?:^|\.)roblox\.com$/.test(base.hostname)) {
    return new URL(path, `${base.protocol}//${host}.roblox.com`);
  }
  return new URL(`${base.origin}${base.pathname.replace(/\/+$/, '')}/${host}${path}`);
}
