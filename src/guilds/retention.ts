import type { EntityManager } from '@mikro-orm/core';
import { HostAudit, HostCommandSet, HostFeature, HostGuild, HostSettings } from '../data/host-tables.ts';
import { HostJob } from '../jobs/job-table.ts';
import type { Clock } from '../sdk/clock.ts';
import { compareAndSet, type Database } from '../sdk/database.ts';
import type { PluginLogger } from '../sdk/logger.ts';
import type { DataHolders } from './holders.ts';

export interface RetentionOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** How long a guild's data is kept after the bot was taken out (`DATA_RETENTION_DAYS`). */
  readonly days: number;
  /** How long entries of the audit log are kept (`AUDIT_RETENTION_DAYS`). */
  readonly auditDays: number;
  readonly holders: () => DataHolders;
  /** Is told after a guild was erased: what was read about it counts no more. */
  readonly onForgotten: (guild: string) => void;
  readonly logger: PluginLogger;
}

/** A guild that the bot is out of for so long that its time is over. */
interface GoneGuild {
  readonly guild: string;
  readonly leftAt: { readonly $lte: Date };
}

const day = 24 * 60 * 60_000;

/** How many guilds are looked for in one query. */
const batch = 500;

/** Says how long what is stored stays: everything about a guild that the bot was taken out of, and the audit log. */
export class Retention {
  readonly #options: RetentionOptions;

  constructor(options: RetentionOptions) {
    this.#options = options;
  }

  /** The bot is in a guild, whether it came or came back. */
  async joined(guild: string): Promise<void> {
    await this.#present([guild]);
  }

  /** The bot was taken out of a guild. An outage of Discord is no such thing. */
  async left(guild: string): Promise<void> {
    const { clock, database } = this.#options;
    await database.transaction(async (em) => {
      await em.upsert(HostGuild, { guild, leftAt: clock.now() }, { disableIdentityMap: true });
      // Discord takes a bot's command menu along: one that comes back gets it anew.
      await em.nativeDelete(HostCommandSet, { guild });
    });
  }

  /**
   * The bot is connected: of the guilds that it knows and is not in it was taken out meanwhile.
   * @param guilds the guilds that it is in, at the moment when it is asked.
   */
  async ready(guilds: () => Iterable<string>): Promise<void> {
    const known = await this.#options.database.read().find(HostGuild, { leftAt: null });
    await this.#present([...guilds()]);
    const present = new Set(guilds());
    for (const { guild } of known) {
      if (!present.has(guild)) {
        await this.left(guild);
      }
    }
  }

  /** Erases the guilds whose time is over. One that cannot be erased as a whole is tried again in the next round. */
  async forgetGuilds(): Promise<void> {
    const { database, clock, days, logger } = this.#options;
    const leftAt = { $lte: new Date(clock.now().getTime() - days * day) };
    for (const { guild } of await database.read().find(HostGuild, { leftAt })) {
      const missing = await this.#forget({ guild, leftAt });
      if (missing === 'back') {
        logger.warn('a guild came back while it was erased: the rest of its data stays', { guild });
      } else if (missing.length > 0) {
        logger.warn(
          'a guild that the bot left could not be erased as a whole: it is tried again in an hour',
          {
            guild,
            missing,
          },
        );
      } else {
        logger.info('a guild that the bot left was erased', { guild });
      }
    }
  }

  /** Erases the entries of the audit log whose time is over. */
  async forgetAudit(): Promise<void> {
    const { database, clock, auditDays, logger } = this.#options;
    const at = { $lte: new Date(clock.now().getTime() - auditDays * day) };
    const entries = await database.read().nativeDelete(HostAudit, { at });
    if (entries > 0) {
      logger.info('old entries of the audit log were erased', { entries });
    }
  }

  /** @returns the plugins whose data about the guild is still there; `back`: the bot is in it again. */
  async #forget(gone: GoneGuild): Promise<string[] | 'back'> {
    const { database, holders, onForgotten, logger } = this.#options;
    const { guild } = gone;
    const { here, away } = holders();
    const missing = new Set(away);
    for (const plugin of await this.#usedIn(guild)) {
      if (!here.some((holder) => holder.plugin === plugin)) {
        missing.add(plugin);
      }
    }
    for (const holder of here) {
      // Erasing many guilds takes a while, and people do not wait for it.
      if ((await database.read().count(HostGuild, gone)) === 0) {
        return 'back';
      }
      try {
        await holder.forgetGuild(guild);
      } catch (error) {
        missing.add(holder.plugin);
        logger.error(`${holder.plugin} could not forget a guild`, { guild, error });
      }
    }
    if (missing.size > 0) {
      return [...missing].sort();
    }
    const erased = await database.transaction((em) => forgetHostRows(em, gone));
    if (!erased) {
      return 'back';
    }
    onForgotten(guild);
    return [];
  }

  /** The plugins that were switched on in a guild: they may hold data there even when their folder is gone. */
  async #usedIn(guild: string): Promise<string[]> {
    const rows = await this.#options.database.read().find(HostFeature, { guild });
    return rows.map(({ plugin }) => plugin);
  }

  async #present(guilds: readonly string[]): Promise<void> {
    const em = this.#options.database.read();
    for (let from = 0; from < guilds.length; from += batch) {
      const some = guilds.slice(from, from + batch);
      const known = new Set((await em.find(HostGuild, { guild: { $in: some } })).map(({ guild }) => guild));
      const fresh = some.filter((guild) => !known.has(guild)).map((guild) => ({ guild, leftAt: null }));
      if (fresh.length > 0) {
        await em.upsertMany(HostGuild, fresh, { onConflictAction: 'ignore', disableIdentityMap: true });
      }
      const back = { guild: { $in: some }, leftAt: { $ne: null } };
      await compareAndSet(em, HostGuild, back, { leftAt: null });
    }
  }
}

/** @returns false when the bot is in the guild again: nothing was erased. */
async function forgetHostRows(em: EntityManager, gone: GoneGuild): Promise<boolean> {
  if ((await em.nativeDelete(HostGuild, gone)) === 0) {
    return false;
  }
  for (const table of [HostJob, HostAudit, HostSettings, HostFeature, HostCommandSet]) {
    await em.nativeDelete<{ guild: string | null }>(table as never, { guild: gone.guild });
  }
  return true;
}
