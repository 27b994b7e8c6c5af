import type { EntityName, InferEntity } from '@mikro-orm/core';
import type { draftTable } from '../admin/settings-screen/draft.ts';
import type { Clock } from '../sdk/clock.ts';
import type { Database } from '../sdk/database.ts';
import type { Drafts } from '../sdk/drafts.ts';

export type DraftRow = InferEntity<ReturnType<typeof draftTable>>;

export const HostDraft = 'HostDraft' as unknown as EntityName<DraftRow>;

/** How long a draft is kept, in ms. */
const lifetime = 24 * 60 * 60_000;

/** Keeps what people typed and could not be taken, for a day. */
export class DraftBox implements Drafts {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  async put(user: string, key: string, value: string): Promise<void> {
    const row = { user, key, value, at: this.#clock.now() };
    await this.#database.read().upsert(HostDraft, row, { disableIdentityMap: true });
  }

  async get(user: string, key: string): Promise<string | undefined> {
    const row = await this.#database.read().findOne(HostDraft, { user, key, at: { $gt: this.#oldest() } });
    return row?.value;
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

  #oldest(): Date {
    return new Date(this.#clock.now().getTime() - lifetime);
  }
}
