import { attempt, type Refusal, type Result } from '@guildhall/sdk';
import { accountOf, nameFrom } from './account-check.ts';
import type { Context } from './context.ts';
import type { Link } from './entities/link.ts';
import type { Cause } from './history.ts';
import type { Linked, Links } from './links.ts';
import { refusable } from './refusable.ts';
import type { Account } from './roblox/roblox.ts';

/** What staff decide about links, and what members give up: no words are needed. */
export class Registry {
  readonly #context: Context;
  readonly #links: Links;

  constructor(context: Context, links: Links) {
    this.#context = context;
    this.#links = links;
  }

  /** Links a member to an account on the word of staff. */
  async assign(guild: string, user: string, typed: string, cause: Cause): Promise<Result<Linked, Refusal>> {
    return refusable(async () => {
      const account = await this.#account(typed);
      const { sharedAccounts: sharing } = await this.#context.settings(guild);
      return this.#context.database.transaction((em) =>
        this.#links.make(em, { guild, user, account, how: 'staff', sharing, ...cause }),
      );
    });
  }

  /** Takes a member's link away. */
  async unlink(guild: string, user: string, cause: Cause): Promise<Result<Link, Refusal>> {
    return attempt(this.#context.database, (em) => this.#links.remove(em, guild, user, cause));
  }

  /** Moves a link from one member to another. */
  async move(guild: string, from: string, to: string, cause: Cause): Promise<Result<Link, Refusal>> {
    const { sharedAccounts: sharing } = await this.#context.settings(guild);
    return attempt(this.#context.database, (em) =>
      this.#links.move(em, { guild, from, to, how: 'staff', sharing, ...cause }),
    );
  }

  /** Which members have an account. */
  async reverse(guild: string, typed: string): Promise<Result<{ name: string; links: Link[] }, Refusal>> {
    return refusable(async () => {
      const asked = nameFrom(typed);
      const outcome = await this.#context.roblox.byName(asked);
      // A banned account may have links all the same.
      const account = outcome.kind === 'banned' ? outcome.account : accountOf(outcome, asked, this.#now());
      return { name: account.name, links: await this.#links.holders(guild, account.id) };
    });
  }

  async #account(typed: string): Promise<Account> {
    const asked = nameFrom(typed);
    return accountOf(await this.#context.roblox.byName(asked), asked, this.#now());
  }

  #now(): Date {
    return this.#context.clock.now();
  }
}
