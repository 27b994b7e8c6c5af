import { type EntityManager, raw } from '@mikro-orm/core';
import { type AuditRow, HostAudit } from '../data/host-tables.ts';

/** Stands in the audit log where a user was who asked to be forgotten. */
export const erased = 'erased';

const texts = ['actor', 'target', 'reason'] as const;
const json = ['before', 'after'] as const;

/** Takes a user's id out of the audit log. What was done, and when, stays. */
export async function anonymize(em: EntityManager, user: string): Promise<void> {
  const like = { $like: `%${user}%` };
  const rows = await em.find(
    HostAudit,
    {
      $or: [
        ...texts.map((column) => ({ [column]: like })),
        ...json.map((column) => ({ [raw((alias) => `cast(${alias}.${column} as text)`)]: like })),
      ],
    },
    { disableIdentityMap: true },
  );
  for (const row of rows) {
    await em.nativeUpdate(HostAudit, { id: row.id }, without(row, user));
  }
}

function without(row: AuditRow, user: string): Partial<AuditRow> {
  const clean = (text: string) => text.replaceAll(user, erased);
  return {
    actor: clean(row.actor),
    target: row.target == null ? null : clean(row.target),
    reason: row.reason == null ? null : clean(row.reason),
    before: JSON.parse(clean(JSON.stringify(row.before ?? null))),
    after: JSON.parse(clean(JSON.stringify(row.after ?? null))),
  };
}
