import type { EntityManager } from '@mikro-orm/core';

/** What a plugin holds about one user, as JSON, by table. */
export type PersonalData = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/**
 * How a plugin gives back and removes what it holds. Every plugin must say; a plugin that holds nothing says so too. What
 * it forgets it forgets in one transaction, with all that it adds there, such as jobs that draw messages anew.
 */
export interface DataDuties {
  /** Removes all rows of a guild. */
  forgetGuild(em: EntityManager, guildId: string): Promise<void>;
  /** Removes or anonymizes all that says who a user is, in every guild, wherever the feature is on or off. */
  forgetUser(em: EntityManager, userId: string): Promise<void>;
  /** Everything the plugin holds about a user. */
  exportUser(em: EntityManager, userId: string): Promise<PersonalData>;
}
