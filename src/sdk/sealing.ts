import type { EntityName, FilterQuery } from '@mikro-orm/core';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import { rowsOf } from './rows.ts';
import type { Vault } from './vault.ts';

/** A column whose texts the vault keeps. */
export interface SealedColumn {
  readonly entity: unknown;
  /** The primary key of the entity. */
  readonly key: string;
  readonly column: string;
  /** What a text is bound to, as when it was sealed. @param key of its row. */
  about(key: string): string;
  /** What changes beside the text when it is sealed, such as a mark that tells something of it. */
  beside?(text: string): Readonly<Record<string, unknown>>;
}

/** What a {@link Sealing} works with. */
export interface SealingGround {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: Clock;
}

type Row = Record<string, string>;

/** How many rows are sealed in one transaction. */
const atOnce = 50;

/** How many rows are looked at in one go: no index says which lie open, and others wait for the database meanwhile. */
const lookedAt = 500;

/**
 * For how long it counts that nothing lies open, in ms. What this process writes is sealed, so only another one that has
 * no key could have written since.
 */
const clearFor = 24 * 60 * 60_000;

/** Seals what was kept before there was a key: a text that lies open is one that nobody has written since. */
export class Sealing {
  readonly #ground: SealingGround;
  readonly #columns: readonly SealedColumn[];
  #clearUntil = 0;

  constructor(ground: SealingGround, columns: readonly SealedColumn[]) {
    this.#ground = ground;
    this.#columns = columns;
  }

  /** Whether anything lies open. Once all was looked at, the answer counts for a day. */
  async isOpen(): Promise<boolean> {
    if (this.#isClear()) {
      return false;
    }
    for await (const _ of this.#open()) {
      return true;
    }
    this.#cleared();
    return false;
  }

  /** Seals all that lies open, some at a time; nothing while there is no key. @returns how many texts it were. */
  async sealAll(): Promise<number> {
    if (!this.#ground.vault.locked || this.#isClear()) {
      return 0;
    }
    let sealed = 0;
    for await (const [column, rows] of this.#open()) {
      await this.#seal(column, rows);
      sealed += rows.length;
    }
    this.#cleared();
    return sealed;
  }

  #isClear(): boolean {
    return this.#ground.clock.now().getTime() < this.#clearUntil;
  }

  #cleared(): void {
    // Without a key, the next text that is written lies open.
    this.#clearUntil = this.#ground.vault.locked ? this.#ground.clock.now().getTime() + clearFor : 0;
  }

  /** What lies open, some rows at a time. Whoever goes on has sealed what they got. */
  async *#open(): AsyncGenerator<[SealedColumn, readonly Row[]]> {
    for (const column of this.#columns) {
      const entity = column.entity as EntityName<Row>;
      const options = { fields: [column.key], by: column.key, size: lookedAt };
      for await (const slice of rowsOf(this.#ground.database.read(), entity, {}, options)) {
        const range = { $gte: slice[0]![column.key], $lte: slice.at(-1)![column.key] };
        for (let rows = await this.#some(column, range); rows.length > 0; ) {
          yield [column, rows];
          rows = await this.#some(column, range);
        }
      }
    }
  }

  async #some({ entity, key, column }: SealedColumn, range: object): Promise<Row[]> {
    const where = { [key]: range, ...this.#lyingOpen(column) } as FilterQuery<Row>;
    const options = { fields: [key, column], limit: atOnce, disableIdentityMap: true };
    return this.#ground.database.read().find(entity as EntityName<Row>, where, options as never);
  }

  async #seal({ entity, key, column, about, beside }: SealedColumn, rows: readonly Row[]): Promise<void> {
    const { database, vault } = this.#ground;
    await database.transaction(async (em) => {
      for (const row of rows) {
        const [id, bound] = [row[key]!, about(row[key]!)];
        const text = vault.open(row[column]!, bound);
        const change = { [column]: vault.seal(text, bound), ...beside?.(text) };
        await em.nativeUpdate(
          entity as EntityName<Row>,
          { [key]: id, ...this.#lyingOpen(column) },
          change as never,
        );
      }
    });
  }

  readonly #lyingOpen = (column: string) => ({ [column]: { $like: `${this.#ground.vault.openMark}%` } });
}
