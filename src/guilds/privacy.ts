import type { EntityManager } from '@mikro-orm/core';
import type { Privacy } from '../admin/admin-host.ts';
import { hostName } from '../admin/admin-host.ts';
import { HostAudit, HostFeature } from '../data/host-tables.ts';
import type { AuditLog } from '../sdk/audit.ts';
import type { Clock } from '../sdk/clock.ts';
import type { PersonalData } from '../sdk/data-duties.ts';
import type { Database } from '../sdk/database.ts';
import type { Jobs } from '../sdk/jobs.ts';
import type { PluginLogger } from '../sdk/logger.ts';
import { anonymize, erased } from './anonymize.ts';
import { type DraftBox, HostDraft } from './drafts.ts';
import type { DataHolder, DataHolders } from './holders.ts';

/** The job that erases what could not be erased when it was asked for. */
export const forgetUser = 'forget-user';

/** How long until that is tried again, in ms. */
const pause = 60 * 60_000;

export interface PrivacyOptions {
  readonly database: Database;
  readonly holders: () => DataHolders;
  readonly drafts: DraftBox;
  readonly clock: Clock;
  /** The host's own. */
  readonly jobs: Jobs;
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
    const { database, drafts, holders, logger } = this.#options;
    const { here } = holders();
    const held: Record<string, PersonalData> = {};
    const unavailable = await this.#away();
    for (const holder of here) {
      const { plugin } = holder;
      try {
        held[plugin] = await holder.exportUser(user);
      } catch (error) {
        unavailable.push(plugin);
        logger.error(`${plugin} could not export what it holds about a user`, { error });
      }
    }
    const em = database.read();
    const actions = await em.find(HostAudit, { actor: user }, { orderBy: { at: 'asc' } });
    held[hostName] = {
      drafts: await drafts.held(user),
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

  /** What cannot be erased now is erased when it can be. */
  async eraseUser(user: string, actor: string): Promise<{ readonly failed: readonly string[] }> {
    const { database, holders, audit, logger } = this.#options;
    const failed = [...(await this.#away()), ...(await this.#eraseFrom(holders().here, user))];
    await database.transaction(async (em) => {
      await em.nativeDelete(HostDraft, { user });
      await anonymize(em, user);
      await audit.write(em, {
        guild: '',
        actor: actor === user ? erased : actor,
        action: 'erase-user',
        ...(failed.length > 0 ? { to: { failed } } : {}),
      });
      await this.#later(em, user, failed);
    });
    if (failed.length > 0) {
      logger.error('the data of a user could not be erased everywhere: it is tried again', { failed });
    }
    return { failed };
  }

  /** Erases what is left of a user in `plugins`. What still cannot be erased waits for the next time. */
  async eraseLater(user: string, plugins: readonly string[]): Promise<void> {
    const { database, holders, logger } = this.#options;
    const here = holders().here.filter(({ plugin }) => plugins.includes(plugin));
    const away = plugins.filter((plugin) => !here.some((holder) => holder.plugin === plugin));
    const failed = [...away, ...(await this.#eraseFrom(here, user))];
    await database.transaction((em) => this.#later(em, user, failed));
    if (failed.length === 0) {
      logger.info('what was left of the data of a user was erased', { plugins });
    }
  }

  /** @returns the plugins that failed to. */
  async #eraseFrom(holders: readonly DataHolder[], user: string): Promise<string[]> {
    const failed: string[] = [];
    for (const holder of holders) {
      try {
        await holder.forgetUser(user);
      } catch (error) {
        failed.push(holder.plugin);
        this.#options.logger.error(`${holder.plugin} could not forget a user`, { error });
      }
    }
    return failed;
  }

  /** The plugins that may hold something and cannot be asked: also those whose folder is gone, and were on somewhere. */
  async #away(): Promise<string[]> {
    const { database, holders } = this.#options;
    const { here, away } = holders();
    const rows = await database
      .read()
      .find(HostFeature, {}, { fields: ['plugin'], disableIdentityMap: true });
    const used = new Set([...away, ...rows.map(({ plugin }) => plugin)]);
    return [...used].filter(
      (plugin) => plugin !== hostName && !here.some((holder) => holder.plugin === plugin),
    );
  }

  async #later(em: EntityManager, user: string, plugins: readonly string[]): Promise<void> {
    const { jobs, clock } = this.#options;
    if (plugins.length > 0) {
      const runAt = new Date(clock.now().getTime() + pause);
      await jobs.add(em, forgetUser, { user, plugins }, { runAt, key: `${forgetUser}:${user}` });
    }
  }
}
