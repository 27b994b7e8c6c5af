import { attempt, Refusal, type Result } from '@guildhall/sdk';
import type { Context } from '../context.ts';
import { SourceKey } from '../entities/source-key.ts';

/** In bytes: as many as SHA-256 gives. */
const keySize = 32;

/** How a key is bound to its row. */
export const aboutKey = (guild: string) => `source-key:${guild}`;

/** The keys that reports of payments are signed with. */
export class SourceKeys {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Makes a new key; one that there was is good for nothing from now on. @returns the key, to be shown once. */
  async make(guild: string, by: string): Promise<string> {
    const { audit, clock, database, randomBytes, vault } = this.#context;
    const key = Buffer.from(randomBytes(keySize)).toString('base64url');
    await database.transaction(async (em) => {
      await em.upsert(SourceKey, { guild, key: vault.seal(key, aboutKey(guild)), by, at: clock.now() });
      await audit.write(em, { guild, actor: by, action: 'source-on' });
    });
    return key;
  }

  /** @returns why not: `no-source`. */
  async drop(guild: string, by: string): Promise<Result<void, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      if ((await em.nativeDelete(SourceKey, { guild })) === 0) {
        throw new Refusal('no-source');
      }
      await this.#context.audit.write(em, { guild, actor: by, action: 'source-off' });
    });
  }

  /** The key of a guild. */
  async keyOf(guild: string): Promise<string | undefined> {
    const row = await this.of(guild);
    return row && this.#context.vault.open(row.key, aboutKey(guild));
  }

  /** Who made the key of a guild, and when. */
  async of(guild: string): Promise<SourceKey | undefined> {
    return (await this.#context.database.read().findOne(SourceKey, { guild })) ?? undefined;
  }
}
