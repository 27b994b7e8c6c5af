import { AuditLogEvent, PermissionFlagsBits as P } from 'discord-api-types/v10';
import * as z from 'zod/mini';
import { DiscordError } from '../../errors.ts';
import { guildLimits } from '../../limits.ts';
import { outranks } from '../../permissions.ts';
import { compareSnowflakes } from '../../snowflake.ts';
import { audit } from '../../state/audit-log.ts';
import { ban, unban } from '../../state/bans.ts';
import type { Guild, Member, User } from '../../state/types.ts';
import { userObject } from '../../wire/user.ts';
import { guildFor, needInGuild } from '../access.ts';
import { problem, refuseField } from '../body/form-errors.ts';
import { spec } from '../body/spec.ts';
import { isBetween, queryInteger, querySnowflake } from '../query.ts';
import { type Call, route } from '../route.ts';

interface BanBody {
  readonly delete_message_seconds?: number | null;
  readonly delete_message_days?: number | null;
}

const DAY = 24 * 60 * 60;

export const banRoutes = [
  route('GET', '/guilds/:guild_id/bans', { answer: z.array(spec('GuildBanResponse')) }, (call) => {
    const { guild } = banning(call, call.params.guild_id);
    const limit = queryInteger(call, 'limit', { min: 1, max: 1000, fallback: 1000 });
    const before = querySnowflake(call, 'before');
    const after = querySnowflake(call, 'after');
    const bans = [...guild.bans.values()]
      .sort((one, other) => compareSnowflakes(one.user.id, other.user.id))
      .filter(({ user }) => isBetween(user.id, before === undefined ? { after } : { before }));
    // The page before an id is the one that ends there.
    return (before === undefined ? bans.slice(0, limit) : bans.slice(-limit)).map(banObject);
  }),
  route('GET', '/guilds/:guild_id/bans/:user_id', { answer: spec('GuildBanResponse') }, (call) => {
    const entry = banning(call, call.params.guild_id).guild.bans.get(call.params.user_id);
    if (!entry) throw new DiscordError(10026);
    return banObject(entry);
  }),
  route(
    'PUT',
    '/guilds/:guild_id/bans/:user_id',
    { body: spec<BanBody>('BanUserFromGuildRequest') },
    (call) => {
      const { guild, me } = banning(call, call.params.guild_id);
      const user = call.world.users.get(call.params.user_id);
      if (!user) throw new DiscordError(10013);
      if (!mayBan(guild, me, user.id)) throw new DiscordError(50013);
      apply(call, guild, user, call.body);
    },
  ),
  route('DELETE', '/guilds/:guild_id/bans/:user_id', {}, (call) => {
    const { guild } = banning(call, call.params.guild_id);
    const { user_id: userId } = call.params;
    if (!unban(call.world, guild, userId)) throw new DiscordError(10026);
    audit(call.world, guild, {
      action: AuditLogEvent.MemberBanRemove,
      userId: call.user.id,
      targetId: userId,
      reason: call.reason,
    });
  }),
  route(
    'POST',
    '/guilds/:guild_id/bulk-ban',
    {
      body: spec<BanBody & { user_ids: string[] }>('BulkBanUsersRequest'),
      answer: spec('BulkBanUsersResponse'),
    },
    (call) => {
      const { guild, me } = banning(call, call.params.guild_id);
      needInGuild(call, me, P.ManageGuild);
      const ids = [...new Set(call.body.user_ids)];
      if (ids.length < guildLimits.bulkBan.min)
        refuseField(['user_ids'], ...problem.length(guildLimits.bulkBan.min, guildLimits.bulkBan.max));
      const banned: string[] = [];
      const failed: string[] = [];
      for (const id of ids) {
        const user = call.world.users.get(id);
        const fresh = user && !guild.bans.has(id) && mayBan(guild, me, id);
        (fresh ? banned : failed).push(id);
        if (fresh) apply(call, guild, user, call.body);
      }
      if (banned.length === 0) throw new DiscordError(500000);
      return { banned_users: banned, failed_users: failed };
    },
  ),
];

function banning(call: Call, guildId: string): { guild: Guild; me: Member } {
  const found = guildFor(call, guildId);
  needInGuild(call, found.me, P.BanMembers);
  return found;
}

/** Somebody who is not there can be banned, and a member who stands below. */
function mayBan(guild: Guild, me: Member, userId: string): boolean {
  const member = guild.members.get(userId);
  return !member || outranks(me, member);
}

function apply(call: Call, guild: Guild, user: User, body: BanBody): void {
  if (guild.bans.has(user.id)) return;
  const seconds = body.delete_message_seconds ?? (body.delete_message_days ?? 0) * DAY;
  ban(call.world, guild, user, { reason: call.reason ?? null, deleteMessages: seconds * 1000 });
  audit(call.world, guild, {
    action: AuditLogEvent.MemberBanAdd,
    userId: call.user.id,
    targetId: user.id,
    reason: call.reason,
  });
}

function banObject({ user, reason }: { user: User; reason: string | null }) {
  return { user: userObject(user), reason };
}
