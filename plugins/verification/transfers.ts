import { attempt, flushOrConflict, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { after, type Context, day } from './context.ts';
import type { Link } from './entities/link.ts';
import { Transfer } from './entities/transfer.ts';
import type { Links } from './links.ts';
import type { Names } from './roblox/roblox.ts';

/** How long the other side has to answer, in ms. */
const answerTime = 7 * day;

/** Who decides about a transfer. */
export interface Decider {
  readonly user: string;
  /** May decide for others. */
  readonly overrides: boolean;
}

/** Moves a link to a member who has proven that the account is theirs, when the member who has it agrees. */
export class Transfers {
  readonly #context: Context;
  readonly #links: Links;

  constructor(context: Context, links: Links) {
    this.#context = context;
    this.#links = links;
  }

  /** Writes the question down. An older one about the same account is over. */
  async ask(
    em: EntityManager,
    { guild, user: from, account }: Link,
    to: string,
    { name, displayName }: Names,
  ): Promise<Transfer> {
    const now = this.#context.clock.now();
    await em.nativeDelete(Transfer, { guild, account });
    const transfer = em.create(Transfer, {
      id: this.#context.newId(),
      guild,
      account,
      name,
      displayName,
      from,
      to,
      askedAt: now,
      expiresAt: after(now, answerTime),
      accountKey: `${guild}:${account}`,
    });
    if (await flushOrConflict(em)) {
      throw new Refusal('same-moment');
    }
    await this.#audit(em, 'transfer.ask', transfer, to);
    return transfer;
  }

  /** Moves the link. @returns the question, or why not: `not-yours`, `transfer-over`. */
  async agree(guild: string, id: string, by: Decider): Promise<Result<Transfer, Refusal>> {
    const { sharedAccounts: sharing } = await this.#context.settings(guild);
    return attempt(this.#context.database, async (em) => {
      const transfer = await this.#decided(em, guild, id, by, false);
      const { from, to, account } = transfer;
      await this.#links.move(em, { guild, from, to, account, how: 'code', by: by.user, sharing });
      return transfer;
    });
  }

  /** Leaves everything as it is. Who asked may take the question back so. */
  async decline(guild: string, id: string, by: Decider): Promise<Result<Transfer, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const transfer = await this.#decided(em, guild, id, by, true);
      await this.#audit(em, 'transfer.decline', transfer, by.user);
      return transfer;
    });
  }

  /** Removes questions that nobody answered. */
  async clean(): Promise<void> {
    await this.#context.database.transaction((em) =>
      em.nativeDelete(Transfer, { expiresAt: { $lt: this.#context.clock.now() } }),
    );
  }

  /** Takes the question: of two who answer it, one does. */
  async #decided(
    em: EntityManager,
    guild: string,
    id: string,
    { user, overrides }: Decider,
    askerMay: boolean,
  ): Promise<Transfer> {
    const transfer = await em.findOne(Transfer, { id, guild });
    if (!transfer || transfer.expiresAt <= this.#context.clock.now()) {
      throw new Refusal('transfer-over');
    }
    const may = overrides || user === transfer.from || (askerMay && user === transfer.to);
    if (!may) {
      throw new Refusal('not-yours', { user: transfer.from });
    }
    if ((await em.nativeDelete(Transfer, { id })) === 0) {
      throw new Refusal('transfer-over');
    }
    return transfer;
  }

  async #audit(em: EntityManager, action: string, transfer: Transfer, actor: string): Promise<void> {
    const { guild, from, to, name } = transfer;
    await this.#context.audit.write(em, { guild, actor, action, target: to, from, to: name });
  }
}
