import { automatic, compareAndSet, flushOrConflict, Refusal } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { after, type Context } from './context.ts';
import { Link, type Proof } from './entities/link.ts';
import { Pending } from './entities/pending.ts';
import { SignIn } from './entities/sign-in.ts';
import { Transfer } from './entities/transfer.ts';
import type { Cause, History } from './history.ts';
import type { Given } from './nicknames.ts';
import type { Names } from './roblox/roblox.ts';
import type { VerificationSettings } from './settings.ts';

/** What the guild says about one account for several members. A transaction cannot ask for settings: it brings them. */
export type Sharing = VerificationSettings['sharedAccounts'];

/** A link that is to be made. */
export interface Wish extends Cause {
  readonly guild: string;
  readonly user: string;
  readonly account: Names;
  readonly how: Proof;
  readonly sharing: Sharing;
}

/** A link that was made. `shared`: other members have the same account, and the guild wants staff to know. */
export interface Linked {
  readonly link: Link;
  readonly shared: boolean;
}

/** After how many ms a member is brought up to date by a job, when nobody has done it before. */
const safetyNet = 30_000;

/** What a link has left behind: `unlinked` says that what it gave is taken away. */
export interface Leftover {
  readonly unlinked?: boolean;
  /** The nickname from the bot, where no row tells of it any more. */
  readonly given?: Given | undefined;
}

/** Makes links and takes them away: the rules and the rows. */
export class Links {
  readonly #context: Context;
  readonly #history: History;

  constructor(context: Context, history: History) {
    this.#context = context;
    this.#history = history;
  }

  /** The link of a member. */
  async of(guild: string, user: string): Promise<Link | undefined> {
    return (await this.#context.database.read().findOne(Link, { guild, user })) ?? undefined;
  }

  /** Who has a Roblox account, the earliest first. */
  async holders(guild: string, account: string): Promise<Link[]> {
    return this.#context.database
      .read()
      .find(Link, { guild, account }, { orderBy: { linkedAt: 'asc', id: 'asc' } });
  }

  /** @throws Refusal `account-taken` when somebody else has the account and the guild allows one member an account. */
  async refuseTaken(guild: string, user: string, { id, name }: Pick<Names, 'id' | 'name'>): Promise<void> {
    const { sharedAccounts } = await this.#context.settings(guild);
    const holders = await this.holders(guild, id);
    if (sharedAccounts === 'block' && holders.some((holder) => holder.user !== user)) {
      throw new Refusal('account-taken', { name, account: id });
    }
  }

  /**
   * Links a member to an account, in place of the one that they had.
   * @throws Refusal `account-taken` when somebody else has it and the guild allows one member an account.
   */
  async make(em: EntityManager, wish: Wish): Promise<Linked> {
    const { guild, user, account, how, sharing } = wish;
    const others = await em.count(Link, { guild, account: account.id, user: { $ne: user } });
    if (others > 0 && sharing === 'block') {
      throw new Refusal('account-taken', { name: account.name });
    }
    const before = await em.findOne(Link, { guild, user });
    const facts = {
      guild,
      user,
      account: account.id,
      name: account.name,
      displayName: account.displayName,
      how,
      by: wish.by,
      linkedAt: this.#context.clock.now(),
      refreshedAt: null,
      userKey: `${guild}:${user}`,
      accountKey: sharing === 'block' ? `${guild}:${account.id}` : null,
    };
    const kind = !before ? 'linked' : before.account === account.id ? 'confirmed' : 'linked';
    if (before && before.account !== account.id) {
      await this.#history.add(em, 'replaced', before, wish);
    }
    const link = before
      ? Object.assign(before, facts)
      : em.create(Link, { id: this.#context.newId(), ...facts });
    const conflict = await flushOrConflict(em);
    if (conflict) {
      throw new Refusal(conflict.includes('account') ? 'account-taken' : 'same-moment', {
        name: account.name,
      });
    }
    await this.#history.add(em, kind, link, wish);
    await this.#audit(em, 'link', wish, user, { to: account.name });
    const shared = others > 0 && sharing === 'warn';
    if (shared) {
      await this.#audit(em, 'shared', wish, user, { to: account.name });
    }
    await this.bringUpToDate(em, guild, user);
    return { link, shared };
  }

  /** Takes a member's link away. @throws Refusal `not-verified`. */
  async remove(em: EntityManager, guild: string, user: string, cause: Cause): Promise<Link> {
    const link = await this.#taken(em, guild, user);
    await this.#history.add(em, 'unlinked', link, cause);
    await this.#audit(em, 'unlink', { guild, ...cause }, user, { from: link.name });
    await this.bringUpToDate(em, guild, user, { unlinked: true });
    return link;
  }

  /**
   * Moves a link from one member to another, who loses the link that they had.
   * @throws Refusal `not-verified` when there is none, or it is another one by now.
   */
  async move(
    em: EntityManager,
    move: Cause & Omit<Wish, 'user' | 'account'> & { from: string; to: string; account?: string },
  ): Promise<Link> {
    const { guild, from, to, how, sharing } = move;
    if (from === to) {
      throw new Refusal('same-member');
    }
    const link = await this.#taken(em, guild, from, move.account);
    const replaced = await em.findOne(Link, { guild, user: to });
    if (replaced) {
      await em.nativeDelete(Link, { id: replaced.id });
      await this.#history.add(em, 'replaced', replaced, move);
    }
    await this.#history.add(em, 'moved-away', link, move);
    const { account, name, displayName } = link;
    const facts = { guild, user: to, account, name, displayName, how, by: move.by };
    const moved = em.create(Link, {
      ...facts,
      id: this.#context.newId(),
      linkedAt: this.#context.clock.now(),
      userKey: `${guild}:${to}`,
      accountKey: sharing === 'block' ? `${guild}:${account}` : null,
    });
    if (await flushOrConflict(em)) {
      throw new Refusal('same-moment');
    }
    await this.#history.add(em, 'moved-here', moved, move);
    await this.#audit(em, 'transfer.done', move, to, { from, to: name });
    await this.bringUpToDate(em, guild, from, { unlinked: true });
    await this.bringUpToDate(em, guild, to);
    return moved;
  }

  /** Writes down what an account is called now. */
  async seen({ id, guild, user, account, name, displayName }: Link, now: Names): Promise<void> {
    if (now.name === name && now.displayName === displayName) {
      return;
    }
    await this.#context.database.transaction(async (em) => {
      const change = { name: now.name, displayName: now.displayName };
      const first = await compareAndSet(em, Link, { id, account, name, displayName }, change);
      if (first && now.name !== name) {
        const link = { guild, user, account, name: now.name, how: null };
        await this.#history.add(em, 'renamed', link, { by: automatic, reason: name });
      }
    });
  }

  /**
   * Writes down that a member's roles and nickname fit `link`, so that no job need see to it. Where the link is another
   * one by now, or gone, the job stays.
   */
  async refreshed(guild: string, user: string, link: Link | undefined): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      const now = await em.findOne(Link, { guild, user });
      if (now?.id !== link?.id || now?.account !== link?.account) {
        return;
      }
      if (now) {
        await em.nativeUpdate(Link, { id: now.id }, { refreshedAt: this.#context.clock.now() });
      }
      await this.#context.jobs.cancel(em, keyOf(guild, user));
    });
  }

  /**
   * Has a job look at roles and nickname of a member.
   * @param options `in`: after how many ms.
   */
  async bringUpToDate(
    em: EntityManager,
    guild: string,
    user: string,
    { unlinked = false, given, in: ms = safetyNet }: Leftover & { in?: number } = {},
  ): Promise<void> {
    await this.#context.jobs.add(
      em,
      'refresh-member',
      { guild, user, unlinked, ...(given && { given }) },
      { key: keyOf(guild, user), runAt: after(this.#context.clock.now(), ms) },
    );
  }

  /** Takes the row: of two who try, one has it. */
  async #taken(em: EntityManager, guild: string, user: string, account?: string): Promise<Link> {
    const link = await em.findOne(Link, { guild, user, ...(account && { account }) });
    if (!link || (await em.nativeDelete(Link, { id: link.id, account: link.account })) === 0) {
      throw new Refusal('not-verified', { user });
    }
    await em.nativeDelete(Pending, { guild, user });
    await em.nativeDelete(SignIn, { guild, user });
    await em.nativeDelete(Transfer, { guild, from: user });
    return link;
  }

  async #audit(
    em: EntityManager,
    action: string,
    { guild, by, reason }: Cause & { guild: string },
    user: string,
    facts: { from?: string; to?: string },
  ): Promise<void> {
    const entry = { guild, actor: by, action, target: user, ...facts };
    await this.#context.audit.write(em, { ...entry, ...(reason && { reason }) });
  }
}

/** One job a member: what is asked last counts. */
const keyOf = (guild: string, user: string) => `member:${user}:${guild}`;
