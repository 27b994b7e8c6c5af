/** An account on Roblox. It is known by its id for ever; names change. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly created: Date;
  /** What the member wrote about themselves; empty when they wrote nothing. */
  readonly description: string;
}

/** A member of a group has one role or more; `rank` is 1 to 255. */
export interface GroupRole {
  readonly id: string;
  readonly name: string;
  readonly rank: number;
}

/** One group of an account. `roles` holds every role that could be learned, the highest rank first. */
export interface Membership {
  readonly group: string;
  readonly groupName: string;
  readonly roles: readonly GroupRole[];
}

/**
 * Why there is no answer. None of these says anything about the account: nothing may change because of them.
 * `throttled`: Roblox asks to wait, `retryAfter` in ms. `down`: it could not be reached, or failed. `changed`: it
 * answered in a way that nobody here understands.
 */
export type Trouble =
  | { readonly kind: 'throttled'; readonly retryAfter: number }
  | { readonly kind: 'down' }
  | { readonly kind: 'changed'; readonly where: string };

/** What a look-up of an account came to. A banned account is known, and cannot be used. */
export type AccountOutcome =
  | { readonly kind: 'found'; readonly account: Account }
  | { readonly kind: 'banned'; readonly account: Account }
  | { readonly kind: 'absent' }
  | Trouble;

/** What an account is called, without the rest of it. */
export type Names = Pick<Account, 'id' | 'name' | 'displayName'>;

/** What a look-up of names came to. */
export type NamesOutcome =
  | { readonly kind: 'found'; readonly account: Names }
  | { readonly kind: 'banned'; readonly account: Names }
  | { readonly kind: 'absent' }
  | Trouble;

export type Outcome<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'absent' }
  | Trouble;

/** How something is asked. */
export interface Asking {
  /** Asks Roblox itself, whatever is remembered. */
  readonly fresh?: boolean;
  /** Nobody is waiting: it may take longer, and a part of what Roblox allows stays for those who do wait. */
  readonly background?: boolean;
  /** How long it may take, in ms: 4 seconds, or 20 in the background. */
  readonly patience?: number;
}

export interface AskingForMemberships extends Asking {
  /** The groups whose every role matters. Of others the highest role is enough; by default all matter. */
  readonly groups?: readonly string[];
}

/** What is going to be asked of many accounts, one after the other. */
export interface Coming {
  readonly names: boolean;
  readonly memberships: boolean;
}

/** What the plugin asks of Roblox. Answers may be some seconds old, unless they are asked for fresh. */
export interface Roblox {
  /** Finds an account by its name or by one that it had before; `account.name` is the present one. */
  byName(name: string, asking?: Asking): Promise<AccountOutcome>;
  byId(id: string, asking?: Asking): Promise<AccountOutcome>;
  /** What an account is called. */
  names(id: string, asking?: Asking): Promise<NamesOutcome>;
  /**
   * Asks for many accounts in few calls, so that each of them is known when it is its turn, in the next two minutes. What
   * cannot be asked for in this way is asked for then. @returns why not for all of them.
   */
  gather(ids: readonly string[], coming: Coming, asking?: Asking): Promise<Trouble | undefined>;
  /** The groups of an account. */
  memberships(id: string, asking?: AskingForMemberships): Promise<Outcome<readonly Membership[]>>;
  /** The roles that a group has, the lowest rank first. */
  groupRoles(
    group: string,
    asking?: Asking,
  ): Promise<Outcome<{ readonly name: string; readonly roles: readonly GroupRole[] }>>;
  /** The address of a picture of the account's face; undefined when there is none to be had just now. */
  headshot(id: string): Promise<string | undefined>;
}
