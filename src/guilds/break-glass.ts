import type { Actor } from '../sdk/actor.ts';
import type { AuditLog } from '../sdk/audit.ts';
import type { Database } from '../sdk/database.ts';

/** Writes down, each time, that an owner of the bot did in a guild what nobody there lets them do. */
export function breakGlass(database: Database, audit: AuditLog) {
  return (actor: Actor, capability: string): Promise<void> =>
    database.transaction((em) =>
      audit.write(em, { guild: actor.guild.id, actor: actor.id, action: 'break-glass', target: capability }),
    );
}
