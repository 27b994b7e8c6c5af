import { OverwriteType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { DiscordError } from '../../errors.ts';
import { channelLimits } from '../../limits.ts';
import {
  ALL_PERMISSIONS,
  channelPermissions,
  guildPermissions,
  overwritePermissions,
} from '../../permissions.ts';
import type { Channel, Guild, Member, Overwrite } from '../../state/types.ts';
import type { World } from '../../state/world.ts';
import type { FormPath } from '../body/form-errors.ts';
import { readBits } from '../permission-bits.ts';

export interface OverwriteBody {
  readonly id: string;
  readonly type?: number | null;
  readonly allow?: unknown;
  readonly deny?: unknown;
}

/**
 * Reads an overwrite out of a body. Without `type` the id says what it is.
 * @throws DiscordError 10009 when there is no such role, or no such account.
 */
export function readOverwrite(
  world: World,
  guild: Guild,
  body: OverwriteBody,
  path: FormPath = [],
): Overwrite {
  const type = body.type ?? (guild.roles.has(body.id) ? OverwriteType.Role : OverwriteType.Member);
  const known = type === OverwriteType.Role ? guild.roles.has(body.id) : world.users.has(body.id);
  if (!known) throw new DiscordError(10009);
  return {
    id: body.id,
    type: type as 0 | 1,
    allow: readBits(body.allow, [...path, 'allow']),
    deny: readBits(body.deny, [...path, 'deny']),
  };
}

/** Reads the `permission_overwrites` of a body. @throws DiscordError as `readOverwrite`. */
export function readOverwrites(
  world: World,
  guild: Guild,
  list: readonly OverwriteBody[],
): Map<string, Overwrite> {
  return new Map(
    list.map((body, index) => [body.id, readOverwrite(world, guild, body, ['permission_overwrites', index])]),
  );
}

/**
 * Bits that `me` may set in overwrites: of a new channel those that they have in the guild; of one that is there also
 * those that they have in its category, and all where an overwrite gives them Manage Roles. Manage Roles itself is for
 * administrators and for those who have it by an overwrite.
 *
 * Source: https://docs.discord.com/developers/resources/channel#edit-channel-permissions
 */
function settableBits(me: Member, channel: Channel | undefined, now: number): bigint {
  const inGuild = guildPermissions(me);
  if (inGuild & P.Administrator) return ALL_PERMISSIONS;
  if (!channel) return inGuild & ~P.ManageRoles;
  if (overwritePermissions(me, channel) & P.ManageRoles) return ALL_PERMISSIONS;
  const parent = me.guild.channels.get(channel.parentId ?? '');
  return (inGuild | (parent ? channelPermissions(me, parent, now) : 0n)) & ~P.ManageRoles;
}

/**
 * Checks that `me` may turn the overwrites of `channel` (undefined: a new one) into `after`.
 * @throws DiscordError 50013 when a bit changes that they may not set, 30060 when there are too many.
 */
export function needOverwriteBits(
  me: Member,
  channel: Channel | undefined,
  after: ReadonlyMap<string, Overwrite>,
  now: number,
): void {
  if (after.size > channelLimits.overwrites) throw new DiscordError(30060);
  const settable = settableBits(me, channel, now);
  const before = channel?.overwrites ?? new Map<string, Overwrite>();
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(id);
    const fresh = after.get(id);
    const changed = ((old?.allow ?? 0n) ^ (fresh?.allow ?? 0n)) | ((old?.deny ?? 0n) ^ (fresh?.deny ?? 0n));
    if (changed & ~settable) throw new DiscordError(50013);
  }
}
