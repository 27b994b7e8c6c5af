import type { EntityName, InferEntity } from '@mikro-orm/core';
import type { draftTable } from '../admin/settings-screen/draft.ts';
import type { Clock } from '../sdk/clock.ts';
import type { Database } from '../sdk/database.ts';
import type { Drafts } from '../sdk/drafts.ts';
import { type Vault, VaultError } from '../sdk/vault.ts';

export type DraftRow = InferEntity<ReturnType<typeof draftTable>>;

export const HostDraft = 'HostDraft' as unknown as EntityName<DraftRow>;

/** How long a draft is kept, in ms. */
const lifetime = 24 * 60 * 60_000;

/** Keeps what people typed and could not be taken, for a day. It is sealed: somebody may have typed a secret. */
export class DraftBox implements Drafts {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #vault: Vault;

  constructor(database: Database, clock: Clock, vault: Vault) {
    this.#database = database;
    this.#clock = clock;
    this.#vault = vault;
  }

  async put(user: string, key: string, value: string): Promise<void> {
    const sealed = this.#vault.seal(value, about(user, key));
    const row = { user, key, value: sealed, at: this.#clock.now() };
    await this.#database.read().upsert(HostDraft, row, { disableIdentityMap: true });
  }

  async get(user: string, key: string): Promise<string | undefined> {
    const row = await this.#database.read().findOne(HostDraft, { user, key, at: { $gt: this.#oldest() } });
    return row ? this.#open(row) : undefined;
  }

  /** All that is kept of what somebody typed. */
  async held(user: string): Promise<Pick<DraftRow, 'key' | 'value' | 'at'>[]> {
    const rows = await this.#database.read().find(HostDraft, { user });
    return rows.map((row) => ({ key: row.key, value: this.#open(row) ?? '', at: row.at }));
  }

  /** The drafts of one plugin. */
  of(plugin: string): Drafts {
    return {
      put: (user, key, value) => this.put(user, `${plugin}/${key}`, value),
      get: (user, key) => this.get(user, `${plugin}/${key}`),
    };
  }

  /** Throws old drafts away. */
  async tidy(): Promise<void> {
    await this.#database.read().nativeDelete(HostDraft, { at: { $lte: this.#oldest() } });
  }

  /** undefined when it was sealed with a key that is not there any more: it would be thrown away in a day. */
  #open({ user, key, value }: DraftRow): string | undefined {
    try {
      return this.#vault.open(value, about(user, key));
    } catch (error) {
      if (error instanceof VaultError) {
        return undefined;
      }
      throw error;
    }
  }

  #oldest(): Date {
    return new Date(this.#clock.now().getTime() - lifetime);
  }
}

const about = (user: string, key: string) => `draft:${user}:${key}`;
