import { forgotten, veiled } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import type { CapturedMessage } from '../entities/captured-message.ts';
import { ForgottenPerson } from '../entities/forgotten-person.ts';
import { Ticket } from '../entities/ticket.ts';
import type { Forgotten } from './protocol.ts';

/** Who is forgotten is so in all servers. */
const everywhere = 'everywhere';

const markOf = (user: string) => veiled(everywhere, user);

/** Marks in one statement. */
const portion = 500;

/**
 * Remembers who asked to be forgotten, by marks that do not say who they are: Discord gives what they wrote again
 * whenever it is asked.
 */
export class Forgetting {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Somebody asked for it: what they wrote until now is left out from now on. */
  async remember(em: EntityManager, user: string): Promise<void> {
    const at = this.#context.clock.now();
    await em.upsert(ForgottenPerson, { mark: markOf(user), at }, { disableIdentityMap: true });
  }

  /** Those of these people who are to be left out. */
  async among(em: EntityManager, people: Iterable<string>): Promise<Forgotten> {
    if ((await em.count(ForgottenPerson, {})) === 0) {
      return {};
    }
    const marks = new Map([...people].map((user) => [markOf(user), user]));
    const all = [...marks.keys()];
    const found: Record<string, number> = {};
    for (let first = 0; first < all.length; first += portion) {
      const some = { mark: { $in: all.slice(first, first + portion) } };
      for (const { mark, at } of await em.find(ForgottenPerson, some, { disableIdentityMap: true })) {
        found[marks.get(mark)!] = at.getTime();
      }
    }
    return found;
  }

  /** Whether somebody of these people asked for it since a moment. */
  async isAskedSince(em: EntityManager, people: readonly string[], since: Date): Promise<boolean> {
    return Object.values(await this.among(em, people)).some((at) => at > since.getTime());
  }

  /** Whether what somebody wrote in a ticket is to be nowhere: they are forgotten since, or whose ticket it was. */
  async covers({ ticket, author, at }: Pick<CapturedMessage, 'ticket' | 'author' | 'at'>): Promise<boolean> {
    const em = this.#context.database.read();
    return (
      (await this.isAskedSince(em, [author], at)) ||
      (await em.count(Ticket, { id: ticket, creator: { $ne: forgotten } })) === 0
    );
  }

  /** Has a transcript written anew without those who are to be left out. */
  async leaveOut(em: EntityManager, { guild, ticket }: { guild: string; ticket: string }): Promise<void> {
    const key = `forget-in-transcript:${ticket}`;
    await this.#context.jobs.add(em, 'forget-in-transcript', { place: guild, ticket }, { key });
  }
}
