import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { snowflakeTime } from '../../snowflake.ts';
import { AUDIT_LOG_RETENTION } from '../../state/audit-log.ts';
import type { AuditLogEntry, User } from '../../state/types.ts';
import type { World } from '../../state/world.ts';
import { auditEntryObject } from '../../wire/audit-log.ts';
import { channelObject } from '../../wire/channel.ts';
import { userObject } from '../../wire/user.ts';
import { webhookObject } from '../../wire/webhook.ts';
import { guildFor, needInGuild } from '../access.ts';
import { spec } from '../body/spec.ts';
import { isBetween, queryInteger, querySnowflake } from '../query.ts';
import { route } from '../route.ts';
import { webhookView } from '../webhooks/webhook-fields.ts';

export const auditLogRoutes = [
  route('GET', '/guilds/:guild_id/audit-logs', { answer: spec('GuildAuditLogResponse') }, (call) => {
    const { world, query } = call;
    const { guild, me } = guildFor(call, call.params.guild_id);
    needInGuild(call, me, P.ViewAuditLog);
    const limit = queryInteger(call, 'limit', { min: 1, max: 100, fallback: 50 });
    const userId = querySnowflake(call, 'user_id');
    const targetId = querySnowflake(call, 'target_id');
    const before = querySnowflake(call, 'before');
    const after = querySnowflake(call, 'after');
    const action = queryInteger(call, 'action_type', { min: 0, max: 1000, fallback: 0 });
    const oldest = world.clock.now() - AUDIT_LOG_RETENTION;
    const entries = guild.auditLog.filter(
      (entry) =>
        snowflakeTime(entry.id) >= oldest &&
        (userId === undefined || entry.userId === userId) &&
        (targetId === undefined || entry.targetId === targetId) &&
        (action === 0 || entry.actionType === action) &&
        isBetween(entry.id, { before, after }),
    );
    // Newest first, but from `after` on in the order that they were written.
    if (query.after === undefined) entries.reverse();
    const page = entries.slice(0, limit);
    return {
      audit_log_entries: page.map(auditEntryObject),
      users: usersOf(world, page).map(userObject),
      threads: targetsIn(guild.channels, page)
        .filter((channel) => channel.thread)
        .map((thread) => channelObject(thread, world.clock)),
      integrations: [],
      webhooks: targetsIn(world.webhooks, page).map((webhook) =>
        webhookObject(webhook, webhookView(world, call.application.id)),
      ),
      guild_scheduled_events: [],
      application_commands: [],
      auto_moderation_rules: [],
    };
  }),
];

/** Who did it, and to whom. */
function usersOf(world: World, entries: readonly AuditLogEntry[]): User[] {
  const users = new Set<User>();
  for (const { userId, targetId } of entries)
    for (const id of [userId, targetId]) {
      const user = id === null ? undefined : world.users.get(id);
      if (user) users.add(user);
    }
  return [...users];
}

/** What the entries are about, of one kind, as far as it is still there. */
function targetsIn<Target>(kind: ReadonlyMap<string, Target>, entries: readonly AuditLogEntry[]): Target[] {
  const ids = new Set(entries.map(({ targetId }) => targetId ?? ''));
  return [...ids].map((id) => kind.get(id)).filter((target) => target !== undefined);
}
