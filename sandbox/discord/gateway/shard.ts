import type { Guild } from '../state/types.ts';

/** Which part of an application's guilds a session has. */
export type Shard = readonly [id: number, count: number];

/** The part of a guild's id that says when it was made: what sharding goes by. Big numbers are slow; events many. */
const times = new WeakMap<Guild, number>();

/** Whether the guild belongs to the shard. Source: Discord's docs, "Sharding". */
export function shardHas([id, count]: Shard, guild: Guild): boolean {
  if (count === 1) return true;
  let time = times.get(guild);
  if (time === undefined) {
    time = Number(BigInt(guild.id) >> 22n);
    times.set(guild, time);
  }
  return time % count === id;
}
