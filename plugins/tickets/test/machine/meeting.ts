import type { AuditEntry, Database } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { interruptible } from '../../../../test/ground/moment.ts';
import { Ticket } from '../../entities/ticket.ts';
import { type Parts, partsOf } from '../../parts.ts';
import type { Ground } from '../ground.ts';

/**
 * Several who do something at the same moment, each with a process of their own: none of them goes on before all of them
 * have read the ticket that they change. SQLite lets nobody into a transaction while another one is in theirs, so there
 * only those wait who read before they begin one.
 */
export class Meeting {
  readonly #ground: Ground;
  #absent: number;
  readonly #complete = Promise.withResolvers<void>();

  /** @param count how many there are. */
  constructor(ground: Ground, count: number) {
    this.#ground = ground;
    this.#absent = ground.dialect === 'sqlite' ? 0 : count;
    this.#met();
  }

  join(): Attendant {
    let arrived = false;
    const arrive = () => {
      if (!arrived) {
        arrived = true;
        this.#absent -= 1;
        this.#met();
      }
      return this.#complete.promise;
    };
    return new Attendant(this.#ground, arrive);
  }

  #met(): void {
    if (this.#absent <= 0) {
      this.#complete.resolve();
    }
  }
}

/** One of those who meet. */
export class Attendant {
  readonly parts: Parts;
  /** Comes back when all have read. Whoever has nothing to read, or is done, calls it too: nobody waits for them. */
  readonly arrive: () => Promise<void>;
  /** What they wrote into the audit log, and is there for good. */
  readonly audit: AuditEntry[] = [];

  constructor({ context, arrivals }: Ground, arrive: () => Promise<void>) {
    this.arrive = arrive;
    const written = new WeakMap<EntityManager, AuditEntry[]>();
    const database: Database = {
      read: () => context.database.read(),
      transaction: async (work) => {
        const entries: AuditEntry[] = [];
        const result = await context.database.transaction((em) => {
          const meeting = interruptible(em, { after: 'findOne', of: Ticket }, arrive);
          written.set(meeting, entries);
          return work(meeting);
        });
        this.audit.push(...entries);
        return result;
      },
    };
    const audit = {
      write: async (em: EntityManager, entry: AuditEntry) => void written.get(em)!.push(entry),
    };
    this.parts = partsOf({ ...context, database, audit }, arrivals);
  }
}
