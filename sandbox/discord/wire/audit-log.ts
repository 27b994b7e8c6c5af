import type { AuditLogEntry } from '../state/types.ts';

/** An entry of the audit log as Discord sends it; empty parts are left out. */
export function auditEntryObject(entry: AuditLogEntry) {
  return {
    id: entry.id,
    user_id: entry.userId,
    target_id: entry.targetId,
    action_type: entry.actionType,
    ...(entry.changes.length > 0 && { changes: entry.changes }),
    ...(entry.options && { options: entry.options }),
    ...(entry.reason !== undefined && { reason: entry.reason }),
  };
}
