import { attempt, compareAndSet, flushOrConflict, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { accountOf, nameFrom, refusalFor, refuseYoung } from './account-check.ts';
import { after, type Context, minute } from './context.ts';
import { Link } from './entities/link.ts';
import { Pending } from './entities/pending.ts';
import type { Transfer } from './entities/transfer.ts';
import type { Linked, Links, Sharing } from './links.ts';
import { refusable } from './refusable.ts';
import type { Account } from './roblox/roblox.ts';
import type { Transfers } from './transfers.ts';
import { chooseWords, hashOf, lookFor, type Sighting } from './words.ts';

/** How long words are good for, in ms. */
export const wordsLast = 15 * minute;
/** How often one may have the profile looked at, and how often one may ask for other words. */
export const maxTries = 10;
export const maxRenewals = 5;

/** Between two tries of one member, in ms. */
const cooldown = 5_000;

/** Roblox shows a new description a moment late: how many ms to wait before each look. */
const pauses = [0, 2_000, 3_000];

/** Somebody who verifies, or is to be verified: `by` began it. */
export interface Applicant {
  readonly guild: string;
  readonly user: string;
  readonly by: string;
}

/** An account that somebody calls theirs. */
export interface Found {
  readonly account: Account;
  /** What they called it, when it has another name by now. */
  readonly oldName: string | undefined;
  readonly headshot: string | undefined;
}

/** Words that were given out. */
export interface Task {
  readonly words: readonly string[];
  readonly pending: Pending;
  /** Whether the member may sign in with Roblox instead. */
  readonly signIn: boolean;
}

/** What a successful look came to: a link, or a question to the member who has the account. */
export type Proven =
  | ({ readonly kind: 'linked' } & Linked)
  | { readonly kind: 'asked'; readonly transfer: Transfer };

/** Verifies members by words in their profile: finds the account, gives words out, looks for them. */
export class Verifications {
  readonly #context: Context;
  readonly #links: Links;
  readonly #transfers: Transfers;

  constructor(context: Context, links: Links, transfers: Transfers) {
    this.#context = context;
    this.#links = links;
    this.#transfers = transfers;
  }

  /**
   * Finds the account that a member calls theirs. @param again whoever has a link may verify another time.
   * @returns it, or why it cannot be used. `account-taken` can be overcome: whoever proves the account may ask for it.
   */
  async find({ guild, user }: Applicant, typed: string, again: boolean): Promise<Result<Found, Refusal>> {
    const { roblox } = this.#context;
    const settings = await this.#context.settings(guild);
    return refusable(async () => {
      const asked = nameFrom(typed);
      const account = accountOf(await roblox.byName(asked), asked, this.#now());
      const link = await this.#links.of(guild, user);
      if (link && !again) {
        const same = link.account === account.id;
        throw new Refusal(same ? 'already-this' : 'already-other', { user, name: link.name });
      }
      refuseYoung(account, settings, this.#now());
      await this.#links.refuseTaken(guild, user, account);
      const renamed = account.name.toLowerCase() !== asked.toLowerCase();
      return { account, oldName: renamed ? asked : undefined, headshot: await roblox.headshot(account.id) };
    });
  }

  /** Gives words out for an account. From now on only its id counts. What was begun before is over. */
  async begin({ guild, user, by }: Applicant, accountId: string): Promise<Result<Task, Refusal>> {
    const settings = await this.#context.settings(guild);
    return refusable(async () => {
      const account = accountOf(await this.#context.roblox.byId(accountId), accountId, this.#now());
      refuseYoung(account, settings, this.#now());
      const words = chooseWords(this.#context.randomInt);
      const pending = await this.#context.database.transaction(async (em) => {
        await em.nativeDelete(Pending, { guild, user });
        const row = em.create(Pending, {
          id: this.#context.newId(),
          guild,
          user,
          by,
          account: account.id,
          name: account.name,
          hash: hashOf(words),
          expiresAt: after(this.#now(), wordsLast),
          userKey: `${guild}:${user}`,
        });
        if (await flushOrConflict(em)) {
          throw new Refusal('same-moment');
        }
        return row;
      });
      return { words, pending, signIn: this.#context.oauth !== undefined };
    });
  }

  /** Gives other words out, in place of those before. */
  async renew(guild: string, user: string): Promise<Result<Task, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const pending = await pendingOf(em, guild, user);
      const { id, hash, renewals } = pending;
      if (renewals >= maxRenewals) {
        throw new Refusal('no-more-words', { max: maxRenewals });
      }
      const words = chooseWords(this.#context.randomInt);
      const change = {
        hash: hashOf(words),
        renewals: renewals + 1,
        expiresAt: after(this.#now(), wordsLast),
      };
      if (!(await compareAndSet(em, Pending, { id, hash, renewals }, change))) {
        throw new Refusal('same-moment');
      }
      const renewed = await em.findOneOrFail(Pending, { id }, { refresh: true });
      return { words, pending: renewed, signIn: this.#context.oauth !== undefined };
    });
  }

  /**
   * Looks for the words in the profile, at Roblox itself. @returns what it came to, or why it came to nothing. Only
   * words that were seen change anything.
   */
  async check(guild: string, user: string): Promise<Result<Proven, Refusal>> {
    return refusable(async () => {
      const pending = await this.#claim(guild, user);
      const { account, sighting } = await this.#look(pending);
      if (sighting !== 'there') {
        throw new Refusal(`words-${sighting}`, { name: account.name, left: maxTries - pending.tries });
      }
      const { sharedAccounts } = await this.#context.settings(guild);
      return this.#context.database.transaction((em) => this.#complete(em, pending, account, sharedAccounts));
    });
  }

  /** Removes words that nobody used. */
  async clean(): Promise<void> {
    // New words can still be had for a while after the old ones are over.
    const long = after(this.#now(), -24 * 60 * minute);
    await this.#context.database.transaction((em) => em.nativeDelete(Pending, { expiresAt: { $lt: long } }));
  }

  /** Counts a try, before anything is asked of Roblox: clicks that come together are one. */
  async #claim(guild: string, user: string): Promise<Pending> {
    const now = this.#now();
    return this.#context.database.transaction(async (em) => {
      const { id, hash, expiresAt, tries, triedAt } = await pendingOf(em, guild, user);
      if (expiresAt <= now) {
        throw new Refusal('words-expired');
      }
      if (tries >= maxTries) {
        throw new Refusal('too-many-tries', { max: maxTries });
      }
      const counted = { tries: tries + 1, triedAt: now };
      const soon = triedAt && after(triedAt, cooldown) > now;
      if (soon || !(await compareAndSet(em, Pending, { id, hash, tries }, counted))) {
        throw new Refusal('too-soon');
      }
      return em.findOneOrFail(Pending, { id }, { refresh: true });
    });
  }

  async #look(pending: Pending): Promise<{ account: Account; sighting: Sighting }> {
    let seen: { account: Account; sighting: Sighting } | undefined;
    for (const pause of pauses) {
      await this.#context.wait(pause);
      const outcome = await this.#context.roblox.byId(pending.account, { fresh: true });
      if (outcome.kind === 'throttled' || outcome.kind === 'down' || outcome.kind === 'changed') {
        // Nobody loses a try because of Roblox.
        await this.#giveBack(pending);
        throw refusalFor(outcome, this.#now());
      }
      const account = accountOf(outcome, pending.name, this.#now());
      seen = { account, sighting: lookFor(pending.hash, account.description) };
      if (seen.sighting === 'there') {
        break;
      }
    }
    return seen!;
  }

  async #giveBack({ id, tries }: Pending): Promise<void> {
    await this.#context.database.transaction((em) =>
      compareAndSet(em, Pending, { id, tries }, { tries: tries - 1, triedAt: null }),
    );
  }

  /** Uses the words up: whoever removes the row makes the link. */
  async #complete(
    em: EntityManager,
    { id, guild, user, by, hash }: Pending,
    account: Account,
    sharing: Sharing,
  ): Promise<Proven> {
    const used = await em.nativeDelete(Pending, { id, hash, expiresAt: { $gt: this.#now() } });
    if (used === 0) {
      throw new Refusal('words-expired');
    }
    const others = { guild, account: account.id, user: { $ne: user } };
    const holder = await em.findOne(Link, others, { orderBy: { linkedAt: 'asc', id: 'asc' } });
    return holder && sharing === 'block'
      ? { kind: 'asked', transfer: await this.#transfers.ask(em, holder, user, account) }
      : {
          kind: 'linked',
          ...(await this.#links.make(em, { guild, user, account, how: 'code', by, sharing })),
        };
  }

  #now(): Date {
    return this.#context.clock.now();
  }
}

async function pendingOf(em: EntityManager, guild: string, user: string): Promise<Pending> {
  const pending = await em.findOne(Pending, { guild, user });
  if (!pending) {
    throw new Refusal('nothing-pending');
  }
  return pending;
}
