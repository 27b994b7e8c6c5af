import { GatewayIntentBits as I, GatewayOpcodes as Op } from 'discord-api-types/v10';
import { gatewayLimits } from '../limits.ts';
import { presenceOf } from '../state/presence.ts';
import type { Guild, Member } from '../state/types.ts';
import type { World } from '../state/world.ts';
import { memberObject } from '../wire/member.ts';
import { presenceObject } from '../wire/presence.ts';
import { isAbsent, isInteger, isObject } from './frame.ts';
import type { Session } from './session.ts';

/** How often the whole list of a guild may be asked for, in milliseconds. Source: Discord's change log, 2025-08. */
const LIST_INTERVAL = 30_000;

const { foundMembers, chunkMembers } = gatewayLimits;

/** What a client asks for with op 8. */
export interface MembersRequest {
  readonly guildId: string;
  /** What the names begin with, or whose ids they are. */
  readonly by: { readonly query: string; readonly limit: number } | { readonly userIds: readonly string[] };
  readonly presences: boolean;
  readonly nonce: string | undefined;
}

/** Reads op 8; undefined when Discord closes with 4002. */
export function readMembersRequest(d: unknown): MembersRequest | undefined {
  if (!isObject(d)) return undefined;
  const guildId = Array.isArray(d.guild_id) && d.guild_id.length === 1 ? d.guild_id[0] : d.guild_id;
  if (typeof guildId !== 'string') return undefined;
  if (!isAbsent(d.presences) && typeof d.presences !== 'boolean') return undefined;
  const common = {
    guildId,
    presences: d.presences === true,
    nonce:
      typeof d.nonce === 'string' && Buffer.byteLength(d.nonce) <= gatewayLimits.nonceInBytes
        ? d.nonce
        : undefined,
  };
  if (!isAbsent(d.user_ids)) {
    const userIds = Array.isArray(d.user_ids) ? d.user_ids : [d.user_ids];
    return userIds.every((id) => typeof id === 'string')
      ? { ...common, by: { userIds: userIds.slice(0, foundMembers) } }
      : undefined;
  }
  if (typeof d.query !== 'string' || !isInteger(d.limit) || d.limit < 0) return undefined;
  return { ...common, by: { query: d.query, limit: d.limit } };
}

/**
 * Answers op 8 with `GUILD_MEMBERS_CHUNK`s, or `RATE_LIMITED`. Discord says nothing at all to a session that has not
 * the guild, or asks for the whole list without the members intent.
 */
export function sendMembers(
  world: World,
  session: Session,
  request: MembersRequest,
  send: (event: string, data: object) => void,
): void {
  const guild = world.guilds.get(request.guildId);
  if (!guild || guild.unavailable || !session.hasGuild(guild)) return;
  const { by, nonce } = request;
  const isWholeList = 'query' in by && by.query === '';
  if (isWholeList && !session.has(I.GuildMembers)) return;
  if (isWholeList && by.limit === 0) {
    const wait =
      (session.listedAt.get(guild.id) ?? Number.NEGATIVE_INFINITY) + LIST_INTERVAL - world.clock.now();
    if (wait > 0) {
      const meta = { guild_id: guild.id, ...(nonce !== undefined && { nonce }) };
      return send('RATE_LIMITED', { opcode: Op.RequestGuildMembers, retry_after: wait / 1000, meta });
    }
    session.listedAt.set(guild.id, world.clock.now());
  }
  const { members, notFound } = find(guild, by);
  const count = Math.max(1, Math.ceil(members.length / chunkMembers));
  for (let index = 0; index < count; index += 1) {
    const chunk = members.slice(index * chunkMembers, (index + 1) * chunkMembers);
    send('GUILD_MEMBERS_CHUNK', {
      guild_id: guild.id,
      members: chunk.map((member) => memberObject(member, world.clock)),
      chunk_index: index,
      chunk_count: count,
      ...(notFound && { not_found: notFound }),
      ...(request.presences &&
        session.has(I.GuildPresences) && {
          presences: chunk.map(({ user }) => presenceObject(user, presenceOf(world, user))),
        }),
      ...(nonce !== undefined && { nonce }),
    });
  }
}

function find(guild: Guild, by: MembersRequest['by']): { members: Member[]; notFound?: string[] } {
  if ('userIds' in by) {
    const ids = [...new Set(by.userIds)];
    return {
      members: ids.flatMap((id) => guild.members.get(id) ?? []),
      notFound: ids.filter((id) => !guild.members.has(id)),
    };
  }
  const { query, limit } = by;
  const all = [...guild.members.values()];
  if (query === '') return { members: limit === 0 ? all : all.slice(0, limit) };
  const prefix = query.toLowerCase();
  const found = all.filter(({ user, nick }) =>
    [user.username, nick].some((name) => name?.toLowerCase().startsWith(prefix)),
  );
  return { members: found.slice(0, limit === 0 ? foundMembers : Math.min(limit, foundMembers)) };
}
