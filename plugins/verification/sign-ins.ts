import { createHash, randomBytes } from 'node:crypto';
import { compareAndSet, flushOrConflict, Refusal, type Result } from '@guildhall/sdk';
import { accountOf, refusalFor, refuseYoung } from './account-check.ts';
import { after, type Context, minute } from './context.ts';
import { Pending } from './entities/pending.ts';
import { SignIn } from './entities/sign-in.ts';
import type { Linked, Links } from './links.ts';
import { refusable } from './refusable.ts';
import type { Account } from './roblox/roblox.ts';

/** How long a member has from the button in Discord to the last click on our page, in ms. */
export const signInLasts = 10 * minute;

/** What a member proved, and the token that shows it was they who read about it. */
export interface Proposal {
  readonly account: Account;
  readonly token: string;
}

/** Verifies members by signing in at Roblox: sends them there, looks at what they come back with, links. */
export class SignIns {
  readonly #context: Context;
  readonly #links: Links;

  constructor(context: Context, links: Links) {
    this.#context = context;
    this.#links = links;
  }

  /** Begins. What the member began before is over. @returns the address at Roblox, for this member alone. */
  async begin({
    guild,
    user,
    locale,
  }: Pick<SignIn, 'guild' | 'user' | 'locale'>): Promise<Result<string, Refusal>> {
    return refusable(async () => {
      const { address, signIn } = this.#oauth().begin();
      await this.#context.database.transaction(async (em) => {
        await em.nativeDelete(SignIn, { guild, user });
        em.create(SignIn, {
          id: sha256(signIn.state),
          guild,
          user,
          locale,
          nonce: signIn.nonce,
          verifier: signIn.verifier,
          expiresAt: after(this.#now(), signInLasts),
          account: null,
          confirmation: null,
          userKey: `${guild}:${user}`,
        });
        if (await flushOrConflict(em)) {
          throw new Refusal('same-moment');
        }
      });
      return address;
    });
  }

  /** The sign-in that a browser came back from; it may be over. */
  async withState(state: string): Promise<SignIn | undefined> {
    return (await this.#context.database.read().findOne(SignIn, { id: sha256(state) })) ?? undefined;
  }

  /** The sign-in whose page was answered; it may be over. */
  async withToken(token: string): Promise<SignIn | undefined> {
    const where = { confirmation: sha256(token) };
    return (await this.#context.database.read().findOne(SignIn, where)) ?? undefined;
  }

  /**
   * Looks at what a member came back with, once. Nothing is linked yet: whoever sits at this browser must first read
   * which member the account would go to.
   */
  async prove({ id, guild, user }: SignIn, returned: URLSearchParams): Promise<Result<Proposal, Refusal>> {
    return refusable(async () => {
      const { nonce, verifier } = await this.#claim(id);
      const state = returned.get('state') ?? '';
      const outcome = await this.#oauth().finish({ state, nonce, verifier }, returned);
      switch (outcome.kind) {
        case 'proven':
          break;
        case 'denied':
          throw new Refusal('sign-in-denied');
        case 'lapsed':
          throw new Refusal('sign-in-over');
        case 'refused':
          throw new Refusal('sign-in-refused', { because: outcome.because });
        case 'misconfigured':
          throw new Refusal('sign-in-setup');
        default:
          throw refusalFor(outcome, this.#now());
      }
      const account = await this.#usable(guild, outcome.id);
      await this.#links.refuseTaken(guild, user, account);
      const token = randomBytes(32).toString('base64url');
      const proof = { account: account.id, confirmation: sha256(token) };
      await this.#context.database.transaction(async (em) => {
        if (!(await compareAndSet(em, SignIn, { id, account: null, verifier: null }, proof))) {
          throw new Refusal('sign-in-over');
        }
      });
      return { account, token };
    });
  }

  /** Links what was proven. The account is looked at again: it may have been banned or taken since. */
  async confirm({
    id,
    guild,
    user,
    account: proven,
    confirmation,
  }: SignIn): Promise<Result<Linked, Refusal>> {
    return refusable(async () => {
      if (!proven || !confirmation) {
        throw new Refusal('sign-in-over');
      }
      const account = await this.#usable(guild, proven);
      const { sharedAccounts: sharing } = await this.#context.settings(guild);
      return this.#context.database.transaction(async (em) => {
        const open = { id, confirmation, expiresAt: { $gt: this.#now() } };
        if ((await em.nativeDelete(SignIn, open)) === 0) {
          throw new Refusal('sign-in-over');
        }
        await em.nativeDelete(Pending, { guild, user });
        return this.#links.make(em, { guild, user, account, how: 'oauth', by: user, sharing });
      });
    });
  }

  /** Removes what nobody ended. */
  async clean(): Promise<void> {
    await this.#context.database.transaction((em) =>
      em.nativeDelete(SignIn, { expiresAt: { $lt: this.#now() } }),
    );
  }

  /** Takes the secrets out of the row: of two who come back with the same state, one goes on. */
  async #claim(id: string): Promise<{ nonce: string; verifier: string }> {
    return this.#context.database.transaction(async (em) => {
      const open = await em.findOne(SignIn, { id, expiresAt: { $gt: this.#now() } });
      const { nonce, verifier } = open ?? {};
      if (
        !nonce ||
        !verifier ||
        !(await compareAndSet(em, SignIn, { id, verifier }, { nonce: null, verifier: null }))
      ) {
        throw new Refusal('sign-in-over');
      }
      return { nonce, verifier };
    });
  }

  async #usable(guild: string, id: string): Promise<Account> {
    const account = accountOf(await this.#context.roblox.byId(id, { fresh: true }), id, this.#now());
    refuseYoung(account, await this.#context.settings(guild), this.#now());
    return account;
  }

  #oauth() {
    const { oauth } = this.#context;
    if (!oauth) {
      // A button of a time when there was an app.
      throw new Refusal('sign-in-off');
    }
    return oauth;
  }

  #now(): Date {
    return this.#context.clock.now();
  }
}

const sha256 = (secret: string) => createHash('sha256').update(secret).digest('hex');
