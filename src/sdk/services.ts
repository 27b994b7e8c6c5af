import type { Actor } from './actor.ts';
import type { Audience } from './capability.ts';
import type { Money } from './money.ts';

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
  /**
   * The command with which the owner of a guild gives a capability to somebody, for people who were refused; undefined
   * where nothing is given.
   */
  givenWith?(guild: string): Promise<string | undefined>;
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

/** An order, as other plugins may know it. */
export interface OrderRecord {
  /** Such as `ORD-7K3M9QX-T4B2Z0`. */
  readonly id: string;
  readonly guild: string;
  readonly state: 'open' | 'completed' | 'cancelled';
  readonly customer: OrderCustomer;
  readonly details: string;
  /** Where it is talked about. */
  readonly channel: string;
  readonly price: Money | undefined;
  readonly dueAt: Date | undefined;
  /** The id of the user who works on it. */
  readonly assignee: string | undefined;
  readonly createdAt: Date;
  readonly closedAt: Date | undefined;
}

/** Who an order is for: a member, or somebody who is known by a name alone. */
export interface OrderCustomer {
  /** The id of the user. */
  readonly user?: string | undefined;
  /** As it was at that time; 1 to 100 characters. */
  readonly name: string;
}

/** An order that is to be made. */
export interface OrderWish {
  readonly guild: string;
  readonly customer: OrderCustomer;
  /** 1 to 2000 characters. */
  readonly details: string;
  readonly channel: string;
  readonly price?: Money | undefined;
  readonly dueAt?: Date | undefined;
  /** The id of the user who makes it, or `automatic`. */
  readonly by: string;
  /** Up to 59 characters. What is asked again with the same key gives the order that is there. */
  readonly key: string;
}

/** Knows what customers have ordered. */
export interface OrderService {
  /**
   * The order that somebody means by what they typed: case, dashes and look-alikes do not matter. @returns `no-id` when
   * it does not look like an id, `mistyped-id` when it can be no id, `no-such-order` when the guild has none of that id.
   */
  find(guild: string, typed: string): Promise<OrderRecord | 'no-id' | 'mistyped-id' | 'no-such-order'>;
  /** @returns the order, or what is wrong: `customer-length`, `details-length`, `due-past`. */
  create(wish: OrderWish): Promise<OrderRecord | 'customer-length' | 'details-length' | 'due-past'>;
}

/**
 * How a purchase stands: nobody has paid yet, staff look at what was paid, it is paid and on its way, the buyer has it,
 * or it ended without.
 */
export type PurchaseState =
  | 'awaiting-payment'
  | 'in-review'
  | 'paid'
  | 'delivered'
  | 'expired'
  | 'cancelled'
  | 'refunded'
  | 'disputed';

/** A purchase in the shop, as other plugins may know it: without what was delivered, and without an address. */
export interface PurchaseRecord {
  readonly id: string;
  readonly guild: string;
  /** The id of the user who buys. */
  readonly buyer: string;
  readonly state: PurchaseState;
  /** What the product was called when it was bought; 1 to 100 characters. */
  readonly product: string;
  /** From 1. */
  readonly quantity: number;
  readonly total: Money;
  /** How it is paid, as the buyer reads it, such as `PayPal`; undefined while nothing is chosen. */
  readonly payment: string | undefined;
  readonly createdAt: Date;
}

/** Knows what members have bought. */
export interface ShopService {
  /**
   * The purchase that somebody means by what they typed, as with {@link OrderService.find}. It says whose it is: who asks
   * decides whom to show it. @returns `no-id` when it does not look like an id, `mistyped-id` when it can be no id,
   * `no-such-purchase` when the guild has none of that id.
   */
  find(guild: string, typed: string): Promise<PurchaseRecord | 'no-id' | 'mistyped-id' | 'no-such-purchase'>;
}

/** A way into a ticket about an order. */
export interface TicketDoor {
  /** The type of ticket, as members read it; 1 to 40 characters. */
  readonly name: string;
  /** The custom id of a button. Whoever clicks it opens the ticket, as from a panel, with the order filled in. */
  readonly customId: string;
}

/** Opens tickets from elsewhere. */
export interface TicketService {
  /**
   * The ways into tickets that cannot be opened without an order, such as a refund, for this one.
   * @param order its id, as people would type it.
   */
  doorsFor(guild: string, order: string): Promise<readonly TicketDoor[]>;
}

/**
 * The services that plugins offer each other, by name. A plugin that provides one adds its contract here by
 * `declare module '@guildhall/sdk'`, or in this file when it ships with the host.
 */
export interface Services {
  orders: OrderService;
  permissions: PermissionService;
  shop: ShopService;
  tickets: TicketService;
  verification: VerificationService;
}

export type ServiceName = keyof Services | (string & {});

/** The type behind a service name. A name without a contract is `unknown`. */
export type ServiceOf<N extends ServiceName> = N extends keyof Services ? Services[N] : unknown;
