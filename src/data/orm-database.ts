import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from '@mikro-orm/core';
import type { Database } from '../sdk/database.ts';
import type { Orm } from './connection.ts';
import { turnOn } from './turns.ts';

/** The transaction that the current call is part of; timers that it started may outlive it. */
const open = new AsyncLocalStorage<{ readonly holder: string; over: boolean }>();

/** The tables of one ORM. */
export class OrmDatabase implements Database {
  readonly #orm: Orm;
  readonly #name: string;
  readonly #committed: () => void;

  /** @param committed is called after each transaction that was kept. */
  constructor(orm: Orm, name: string, committed: () => void = () => {}) {
    this.#orm = orm;
    this.#name = name;
    this.#committed = committed;
  }

  read(): EntityManager {
    this.#refuseNesting();
    return this.#orm.em.fork();
  }

  async transaction<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    this.#refuseNesting();
    const transaction = { holder: this.#name, over: false };
    const end = await turnOn(this.#orm);
    try {
      const result = await open.run(transaction, () => this.#orm.em.fork().transactional((em) => work(em)));
      this.#committed();
      return result;
    } finally {
      transaction.over = true;
      end();
    }
  }

  // On SQLite this would wait for itself for ever; everywhere it would read what the transaction has not seen.
  #refuseNesting(): void {
    const transaction = open.getStore();
    if (transaction && !transaction.over) {
      throw new Error(
        `${this.#name} asks for the database inside a transaction of ${transaction.holder}: use the EntityManager that the transaction gave`,
      );
    }
  }
}
