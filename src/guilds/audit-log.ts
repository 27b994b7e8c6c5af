import { hostName } from '../admin/admin-host.ts';
import { type AuditRow, HostAudit } from '../data/host-tables.ts';
import { currentRun } from '../gate/context.ts';
import type { AuditLog, AuditTrail } from '../sdk/audit.ts';
import type { Clock } from '../sdk/clock.ts';
import { type Database, pageOf } from '../sdk/database.ts';
import type { Jobs } from '../sdk/jobs.ts';
import type { SettingsStore } from './settings-store.ts';

/** The job that brings the entries of a guild into its log channel. */
export const postAudit = 'post-audit';

export interface AuditLogOptions {
  readonly clock: Clock;
  readonly newId: () => string;
  /** The host's own. */
  readonly jobs: Jobs;
  /** It is asked only later: the store writes to an audit log itself. */
  readonly settings: () => Pick<SettingsStore, 'peek'>;
}

/** Makes the audit logs: one for each plugin, which puts its name before its actions. */
export function auditLogs(options: AuditLogOptions): (plugin: string) => AuditLog {
  const { clock, newId, jobs, settings } = options;
  return (plugin) => ({
    async write(em, { guild, actor, action, target, from, to, reason }) {
      // A transaction must not look the settings up; where they are not known, the job finds out.
      const known = settings().peek(hostName, guild);
      const posts = guild !== '' && !(known && known.logChannel === null);
      await em.insert(HostAudit, {
        id: newId(),
        guild,
        plugin,
        actor,
        action: `${plugin}.${action}`,
        target: target ?? null,
        before: from ?? null,
        after: to ?? null,
        reason: reason ?? null,
        requestId: currentRun()?.requestId ?? null,
        at: clock.now(),
        post: posts ? 'new' : null,
      });
      if (posts) {
        await jobs.add(em, postAudit, { guild }, { key: `audit:${guild}` });
      }
    },
  });
}

/** What the audit log holds of a plugin. @param database any that has the audit table. */
export function auditTrail(plugin: string, database: Database): AuditTrail {
  return {
    async page(guild, { page, size, others = [] }) {
      const where = { guild, $or: [{ plugin }, { action: { $in: [...others] } }] };
      const orderBy = { at: 'desc', id: 'desc' } as const;
      const found = await pageOf<AuditRow>(database.read(), HostAudit, where, { page, size, orderBy });
      const rows = found.rows.map(({ actor, action, target, before, after, reason, at }) => ({
        guild,
        actor,
        action,
        target: target ?? null,
        from: before ?? null,
        to: after ?? null,
        reason: reason ?? null,
        at,
      }));
      return { ...found, rows };
    },
  };
}
