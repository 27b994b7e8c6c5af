import type { EntityManager } from '@mikro-orm/core';
import type { Page } from './database.ts';

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

/** An entry as it was written. */
export interface AuditRecord {
  /** Empty where it concerns every guild. */
  readonly guild: string;
  /** The id of a user, {@link automatic}, or `erased` for someone who asked to be forgotten. */
  readonly actor: string;
  /** The full name, such as `pads.book`. */
  readonly action: string;
  readonly target: string | null;
  readonly from: unknown;
  readonly to: unknown;
  readonly reason: string | null;
  readonly at: Date;
}

/** What the audit log holds. */
export interface AuditTrail {
  /**
   * One page of what the plugin wrote about a guild, the newest first.
   * @param options `page` counts from 0. `others`: full names of actions of the host or of other plugins to show, too.
   */
  page(
    guild: string,
    options: { readonly page: number; readonly size: number; readonly others?: readonly string[] },
  ): Promise<Page<AuditRecord>>;
}
