import type { EntityManager } from '@mikro-orm/core';

/** The actor of what no person did: a timer, a repair. */
export const automatic = 'automatic';

/** One line of the audit log. */
export interface AuditEntry {
  readonly guild: string;
  /** The id of the user who did it, or {@link automatic}. */
  readonly actor: string;
  /** What was done, as a capability is named: `pads.book`. The plugin's name is put before it. */
  readonly action: string;
  /** On what: an id, a key. */
  readonly target?: string;
  readonly from?: unknown;
  readonly to?: unknown;
  readonly reason?: string;
}

/** Append-only. Written in the transaction of the change it tells of; shown in the guild's log channel if it has one. */
export interface AuditLog {
  write(em: EntityManager, entry: AuditEntry): Promise<void>;
}
