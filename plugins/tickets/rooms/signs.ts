import type { Context } from '../context.ts';
import { Sign } from '../entities/sign.ts';
import type { Ticket } from '../entities/ticket.ts';
import { nextWrite } from './sign-budget.ts';

/** A name and a topic. */
export type Shown = Pick<Sign, 'name' | 'topic'>;

/** Keeps what stands on the channels of tickets, and when it may be changed. */
export class Signs {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  async of(ticket: string): Promise<Sign | undefined> {
    return (await this.#context.database.read().findOne(Sign, { ticket })) ?? undefined;
  }

  /** A channel was made with this. Making it does not count as changing it. */
  async made({ id: ticket, guild }: Pick<Ticket, 'id' | 'guild'>, shown: Shown): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      await em.nativeDelete(Sign, { ticket });
      await em.insert(Sign, { ticket, guild, ...shown });
    });
  }

  /** When it can be changed, from now on. */
  mayChange(sign: Sign | undefined): Date {
    return nextWrite(sign ?? {}, this.#context.clock.now());
  }

  /** Discord is asked for a change now. It counts even if nobody hears of the answer. */
  async asking({ id: ticket, guild }: Pick<Ticket, 'id' | 'guild'>, sign: Sign | undefined): Promise<void> {
    const lastAt = this.#context.clock.now();
    await this.#context.database.transaction(async (em) => {
      if (sign) {
        await em.nativeUpdate(Sign, { ticket }, { lastAt, beforeAt: sign.lastAt ?? null, heldUntil: null });
      } else {
        await em.insert(Sign, { ticket, guild, name: '', topic: '', lastAt });
      }
    });
  }

  /** Discord took it. */
  async written(ticket: string, shown: Shown): Promise<void> {
    await this.#context.database.transaction((em) => em.nativeUpdate(Sign, { ticket }, { ...shown }));
  }

  /** Discord takes nothing for `ms` milliseconds. */
  async held(ticket: string, ms: number): Promise<void> {
    const heldUntil = new Date(this.#context.clock.now().getTime() + ms);
    await this.#context.database.transaction((em) => em.nativeUpdate(Sign, { ticket }, { heldUntil }));
  }

  /** Has the sign of a ticket written, as soon as Discord lets us. Several changes until then are one. */
  async change({ id: ticket, guild }: Pick<Ticket, 'id' | 'guild'>): Promise<Date> {
    const { database, jobs } = this.#context;
    const runAt = this.mayChange(await this.of(ticket));
    await database.transaction((em) =>
      jobs.add(em, 'sign', { guild, ticket }, { runAt, key: `sign:${ticket}` }),
    );
    return runAt;
  }
}
