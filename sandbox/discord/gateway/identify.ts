import { GatewayCloseCodes as Close } from 'discord-api-types/v10';
import { gatewayLimits } from '../limits.ts';
import type { Presence } from '../state/presence.ts';
import type { Application } from '../state/types.ts';
import type { World } from '../state/world.ts';
import { isAbsent, isInteger, isObject, type JsonObject } from './frame.ts';
import { ALL_INTENTS, PRIVILEGED } from './intents.ts';
import { readPresence } from './presence-update.ts';
import type { SessionOptions } from './session.ts';
import { type Shard, shardHas } from './shard.ts';

/** An identify that Discord takes. */
export interface Login {
  readonly options: SessionOptions;
  readonly presence: Presence | undefined;
}

/** The application whose token a client sent, with or without `Bot ` before it. */
export function applicationOf(world: World, token: unknown): Application | undefined {
  return typeof token === 'string' ? world.applicationOfToken(token.replace(/^Bot /, '')) : undefined;
}

/** Reads op 2 of an application. @returns the code that Discord closes with when it refuses. */
export function readIdentify(
  world: World,
  application: Application,
  d: JsonObject,
  version: number,
): Login | number {
  const { properties, compress, large_threshold: large, shard, intents } = d;
  if (!isObject(properties)) return Close.DecodeError;
  if (!isAbsent(compress) && typeof compress !== 'boolean') return Close.DecodeError;
  if (!isAbsent(large)) {
    if (
      !isInteger(large) ||
      large < gatewayLimits.largeThreshold.min ||
      large > gatewayLimits.largeThreshold.max
    )
      return Close.DecodeError;
  }
  const presence = isAbsent(d.presence) ? undefined : readPresence(d.presence, world.clock.now());
  if (!isAbsent(d.presence) && !presence) return Close.DecodeError;
  if (!isAbsent(shard) && !isShard(shard)) return Close.InvalidShard;
  if (!isInteger(intents) || intents < 0 || intents > ALL_INTENTS || intents & ~ALL_INTENTS)
    return Close.InvalidIntents;
  if (intents & PRIVILEGED & ~application.privilegedIntents) return Close.DisallowedIntents;
  const options: SessionOptions = {
    application,
    version,
    intents,
    shard: isAbsent(shard) ? undefined : shard,
    largeThreshold: isAbsent(large) ? gatewayLimits.largeThreshold.min : large,
    compress: compress === true,
  };
  if (guildCount(world, application, options.shard ?? [0, 1]) > gatewayLimits.guildsPerShard)
    return Close.ShardingRequired;
  return { options, presence };
}

function isShard(value: unknown): value is Shard {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [id, count] = value as unknown[];
  return isInteger(id) && isInteger(count) && id >= 0 && id < count;
}

/** How many guilds of an application a shard has. */
export function guildCount(world: World, application: Application, shard: Shard): number {
  let count = 0;
  for (const guild of world.guilds.values())
    if (guild.members.has(application.bot.id) && shardHas(shard, guild)) count += 1;
  return count;
}
