import type { Privacy } from '../admin/admin-host.ts';
import { hostName } from '../admin/admin-host.ts';
import { HostAudit } from '../data/host-tables.ts';
import type { AuditLog } from '../sdk/audit.ts';
import type { PersonalData } from '../sdk/data-duties.ts';
import type { Database } from '../sdk/database.ts';
import type { PluginLogger } from '../sdk/logger.ts';
import { anonymize, erased } from './anonymize.ts';
import { HostDraft } from './drafts.ts';
import type { DataHolders } from './holders.ts';

export interface PrivacyOptions {
  readonly database: Database;
  readonly holders: () => DataHolders;
  /** The host's own. */
  readonly audit: AuditLog;
  readonly logger: PluginLogger;
}

/**
 * Gives back and removes what is held about a user, in every plugin and in the host's own tables. The audit log keeps
 * what was done and forgets who did it. A guild's settings may name users: they are its administrators' to change.
 */
export class PrivacyDesk implements Privacy {
  readonly #options: PrivacyOptions;

  constructor(options: PrivacyOptions) {
    this.#options = options;
  }

  /** Plugins that could not be asked stand under `guildhall`, `unavailable`. */
  async exportUser(user: string): Promise<Readonly<Record<string, PersonalData>>> {
    const { database, holders, logger } = this.#options;
    const { here, away } = holders();
    const held: Record<string, PersonalData> = {};
    const unavailable = [...away];
    for (const { plugin, database: theirs, duties } of here) {
      try {
        held[plugin] = await duties.exportUser(theirs.read(), user);
      } catch (error) {
        unavailable.push(plugin);
        logger.error(`${plugin} could not export what it holds about a user`, { error });
      }
    }
    const em = database.read();
    const drafts = await em.find(HostDraft, { user });
    const actions = await em.find(HostAudit, { actor: user }, { orderBy: { at: 'asc' } });
    held[hostName] = {
      drafts: drafts.map(({ key, value, at }) => ({ key, value, at })),
      actions: actions.map(({ guild, action, target, before, after, reason, at }) => ({
        guild,
        action,
        target,
        before,
        after,
        reason,
        at,
      })),
      ...(unavailable.length > 0 ? { unavailable: unavailable.map((plugin) => ({ plugin })) } : {}),
    };
    return held;
  }

  async eraseUser(user: string, actor: string): Promise<{ readonly failed: readonly string[] }> {
    const { database, holders, audit, logger } = this.#options;
    const { here, away } = holders();
    const failed = [...away];
    for (const { plugin, database: theirs, duties } of here) {
      try {
        await theirs.transaction((em) => duties.forgetUser(em, user));
      } catch (error) {
        failed.push(plugin);
        logger.error(`${plugin} could not forget a user`, { error });
      }
    }
    await database.transaction(async (em) => {
      await em.nativeDelete(HostDraft, { user });
      await anonymize(em, user);
      await audit.write(em, {
        guild: '',
        actor: actor === user ? erased : actor,
        action: 'erase-user',
        ...(failed.length > 0 ? { to: { failed } } : {}),
      });
    });
    if (failed.length > 0) {
      logger.error('the data of a user could not be erased everywhere', { failed });
    }
    return { failed };
  }
}
