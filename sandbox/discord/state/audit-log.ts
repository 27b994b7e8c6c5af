import { type AuditLogEvent, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { auditEntryObject } from '../wire/audit-log.ts';
import type { AuditLogEntry, Guild } from './types.ts';
import type { World } from './world.ts';

/** How long Discord keeps an entry, in milliseconds. Source: Discord's docs, "Audit Logs Resource". */
export const AUDIT_LOG_RETENTION = 45 * 24 * 60 * 60 * 1000;

export type AuditChange = AuditLogEntry['changes'][number];

export interface AuditRequest {
  readonly action: AuditLogEvent;
  /** Who did it. */
  readonly userId: string;
  /** What it was done to; none where Discord has none. */
  readonly targetId?: string | null | undefined;
  /** `call.reason`. */
  readonly reason?: string | undefined;
  readonly changes?: readonly AuditChange[];
  /** More about some actions, all of it as text: `channel_id`, `count`, `delete_member_days`, ... */
  readonly options?: Record<string, string> | undefined;
}

/** Writes an entry into the guild's audit log and tells the bots that may read it. */
export function audit(world: World, guild: Guild, request: AuditRequest): AuditLogEntry {
  const entry: AuditLogEntry = {
    id: world.ids.next(),
    actionType: request.action,
    userId: request.userId,
    targetId: request.targetId ?? null,
    reason: request.reason || undefined,
    changes: [...(request.changes ?? [])],
    options: request.options,
  };
  guild.auditLog.push(entry);
  world.publish({
    event: 'GUILD_AUDIT_LOG_ENTRY_CREATE',
    guild,
    needs: P.ViewAuditLog,
    data: () => ({ ...auditEntryObject(entry), guild_id: guild.id }),
  });
  return entry;
}

/**
 * What differs between two wire objects, as an entry's changes: `{}` to the object for something made, the object to
 * `{}` for something deleted. Ids of the object itself and of its guild are no changes.
 */
export function changesBetween(before: object, after: object): AuditChange[] {
  const old = before as Record<string, unknown>;
  const fresh = after as Record<string, unknown>;
  const changes: AuditChange[] = [];
  for (const key of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
    if (UNTOLD.has(key) || JSON.stringify(old[key]) === JSON.stringify(fresh[key])) continue;
    changes.push({
      key,
      ...(old[key] !== undefined && old[key] !== null && { old_value: old[key] }),
      ...(fresh[key] !== undefined && fresh[key] !== null && { new_value: fresh[key] }),
    });
  }
  return changes;
}

/** Members of wire objects that an entry does not repeat, or that change by themselves. */
const UNTOLD = new Set(['guild_id', 'last_message_id', 'last_pin_timestamp', 'tags', 'version']);
