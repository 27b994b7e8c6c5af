import type { Actor } from './actor.ts';
import type { Audience } from './capability.ts';

/**
 * Decides who may do what, for everybody but a guild's owner, who may do everything. Without a plugin that provides it,
 * the declared audiences decide.
 */
export interface PermissionService {
  /**
   * @param capability the full name, e.g. `pads.host.training`. @param audience what the plugin declared.
   * @throws when it cannot find out: nobody is let in then.
   */
  may(actor: Actor, capability: string, audience: Audience): Promise<boolean>;
  /**
   * The capabilities and whole plugins that members of a guild were given beyond the audiences. Menus show everybody
   * there the commands behind them, since Discord cannot be told who has what; the gate decides.
   */
  given?(guild: string): Promise<readonly string[]>;
}

/** A member's Roblox account. It is known by its id for ever; the names are those of the last look. */
export interface LinkedAccount {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly linkedAt: Date;
}

/** Knows which Roblox accounts the members of a guild have proven to be theirs. It reads the database, never Roblox. */
export interface VerificationService {
  /** @returns undefined when the member has not verified in that guild. */
  accountOf(guild: string, user: string): Promise<LinkedAccount | undefined>;
  /** The members of a guild who have a Roblox account, the earliest first. */
  membersWith(guild: string, account: string): Promise<readonly string[]>;
}

/**
 * The services that plugins offer each other, by name. A plugin that provides one adds its contract here by
 * `declare module '@guildhall/sdk'`, or in this file when it ships with the host.
 */
export interface Services {
  permissions: PermissionService;
  verification: VerificationService;
}

export type ServiceName = keyof Services | (string & {});

/** The type behind a service name. A name without a contract is `unknown`. */
export type ServiceOf<N extends ServiceName> = N extends keyof Services ? Services[N] : unknown;
