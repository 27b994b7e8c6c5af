import { compareSnowflakes } from '../discord/snowflake.ts';
import type { Channel, Guild, Member, Role, User } from '../discord/state/types.ts';
import type { World } from '../discord/state/world.ts';
import type { Names } from './render.ts';

/** How mentions read in a channel. */
export function namesIn(world: World, channel: Pick<Channel, 'guild'>): Names {
  const { guild } = channel;
  return {
    user: (id) => {
      const user = world.users.get(id);
      return user && (guild?.members.get(id)?.nick ?? user.globalName ?? user.username);
    },
    role: (id) => guild?.roles.get(id)?.name.replace(/^@/, ''),
    channel: (id) => world.channels.get(id)?.name,
  };
}

/** A name or id was given that nothing has. The message says what there is. */
export class UnknownName extends Error {
  /** What there is instead. */
  readonly known: readonly string[];

  constructor(kind: string, name: string, known: Iterable<string>, place = '') {
    const list = [...known];
    const there = list.length > 0 ? `There is: ${list.join(', ')}.` : 'There is none.';
    super(`No ${kind} '${name}'${place}. ${there}`);
    this.name = 'UnknownName';
    this.known = list;
  }
}

/**
 * The guild's channel or thread by name (`general` or `#general`) or id; a channel comes before a thread of the same
 * name, and of several the newest wins.
 * @param visible asks for one of those only.
 * @throws UnknownName
 */
export function channelNamed(guild: Guild, name: string, visible?: (channel: Channel) => boolean): Channel {
  const bare = name.replace(/^#/, '');
  const found = [...guild.channels.values()]
    .filter((channel) => channel.name === bare || channel.id === bare)
    .sort((one, other) => rank(other) - rank(one) || compareSnowflakes(other.id, one.id));
  const best = (visible && found.find(visible)) ?? found[0];
  if (best) return best;
  const known = [...guild.channels.values()].filter((channel) => !visible || visible(channel));
  throw new UnknownName(
    'channel',
    name,
    known.map((channel) => channel.name),
    ` in ${guild.name}`,
  );

  function rank(channel: Channel): number {
    return channel.thread ? 0 : 1;
  }
}

/** @throws UnknownName */
export function roleNamed(guild: Guild, name: string): Role {
  const bare = name.replace(/^@/, '');
  for (const role of guild.roles.values())
    if (
      role.name === name ||
      role.name === bare ||
      role.id === name ||
      (bare === 'everyone' && role.id === guild.id)
    )
      return role;
  throw new UnknownName(
    'role',
    name,
    [...guild.roles.values()].map((role) => role.name),
    ` in ${guild.name}`,
  );
}

/** A member by username, nickname or id. @throws UnknownName */
export function memberNamed(guild: Guild, name: string): Member {
  const bare = name.replace(/^@/, '');
  for (const member of guild.members.values())
    if (member.user.username === bare || member.nick === bare || member.user.id === bare) return member;
  const known = [...guild.members.values()].map((member) => member.user.username);
  throw new UnknownName('member', name, known, ` in ${guild.name}`);
}

/** Somebody's account by username or id, member of a guild or not. @throws UnknownName */
export function userNamed(world: World, name: string): User {
  const bare = name.replace(/^@/, '');
  for (const user of world.users.values()) if (user.username === bare || user.id === bare) return user;
  throw new UnknownName(
    'person',
    name,
    [...world.users.values()].map((user) => user.username),
  );
}
