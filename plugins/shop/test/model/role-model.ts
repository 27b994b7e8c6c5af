import { among, type ModelOrder, type Name, paid, productOf, type RoleName } from './model-order.ts';

/** A role that an order gave. */
export interface ModelGrant {
  /** The place of the order. */
  readonly order: number;
  readonly of: Name;
  readonly role: RoleName;
  readonly minutes: number | null;
  /** Its member asked to be forgotten. */
  veiled: boolean;
  given: boolean;
  endsAt: number | null;
  ended: boolean;
  taken: boolean;
  problem: string | null;
}

/** What the roles of a shop depend on. */
export interface RoleGround {
  readonly now: number;
  readonly orders: readonly ModelOrder[];
  grants: ModelGrant[];
  /** Who has what in Discord, as {@link holding} writes it. */
  held: string[];
}

/** A role of somebody, or of who somebody was before they asked to be forgotten. */
export type Holder = Pick<ModelGrant, 'of' | 'role' | 'veiled'>;

export const holding = ({ of, role }: Holder): string => `${of} ${role}`;

const minute = 60_000;
const forbidden = 'role-forbidden';

/** What an order brings its buyer beside goods. */
export function grant({ orders, grants }: RoleGround, order: ModelOrder): void {
  const { role, roleMinutes } = productOf(order);
  const none = { veiled: false, given: false, endsAt: null, ended: false, taken: false, problem: null };
  const own = { ...none, order: orders.indexOf(order), of: order.buyer };
  grants.push({ ...own, role: 'customer', minutes: null });
  if (role) {
    grants.push({ ...own, role, minutes: roleMinutes });
  }
}

/** The money of an order went back. What was bought after a time that is taken back begins as much earlier. */
export function revoke(ground: RoleGround, order: ModelOrder): void {
  for (const one of grantsOf(ground, order)) {
    one.ended = true;
    if (one.endsAt === null || one.minutes === null) {
      continue;
    }
    const end = one.endsAt;
    const left = end - Math.max(end - one.minutes * minute, ground.now);
    const later = ground.grants.filter(
      (other) => isSame(other, one) && !other.ended && other.endsAt !== null && other.endsAt > end,
    );
    for (const other of left > 0 ? later : []) {
      other.endsAt! -= left;
    }
  }
}

/** What an order gave is given once more, also where staff took it away. */
export function again(ground: RoleGround, order: ModelOrder): void {
  for (const one of grantsOf(ground, order)) {
    Object.assign(one, { given: false, problem: null });
  }
}

/** The role that is what an order brings, while it is its buyer's. */
export const ownGrant = (ground: RoleGround, order: ModelOrder): ModelGrant | undefined =>
  grantsOf(ground, order).find(({ role }) => role === productOf(order).role);

/**
 * Whoever is to have a role gets it, and whoever is not loses it. @param allowed whether Discord lets the bot.
 * @returns the orders that waited for it and are on their way now.
 */
export function settle(ground: RoleGround, holder: Holder, allowed: boolean): ModelOrder[] {
  const { now, grants } = ground;
  const all = grants.filter((one) => isSame(one, holder));
  for (const one of all) {
    one.ended ||= one.endsAt !== null && one.endsAt <= now;
  }
  const current = all.filter(({ ended }) => !ended);
  const over = all.filter(({ ended, taken }) => ended && !taken);
  const isHeld = ground.held.includes(holding(holder));
  if (current.some(({ given }) => !given)) {
    for (const one of over) {
      Object.assign(one, { taken: true, problem: null });
    }
    if (!allowed) {
      fail(current);
      return [];
    }
    give(ground, holder, current);
    ground.held = [...new Set([...ground.held, holding(holder)])];
  } else if (
    current.length === 0 &&
    over.length > 0 &&
    !grants.some((one) => runsElsewhere(one, holder, now))
  ) {
    if (isHeld && !allowed) {
      fail(over);
      return [];
    }
    ground.held = ground.held.filter((one) => one !== holding(holder));
  }
  for (const one of over) {
    Object.assign(one, { taken: true, problem: null });
  }
  for (const one of current) {
    one.problem = null;
  }
  return current
    .map(({ order }) => ground.orders[order]!)
    .filter((order) => productOf(order).role === holder.role && waitsForRole(order) && among(paid, order));
}

/** Whether an order waits for a role, not for its buyer. */
export const waitsForRole = ({ fulfilment, problem }: ModelOrder): boolean =>
  fulfilment === 'blocked' && problem === forbidden;

/** Somebody asked to be forgotten: what is over goes, and the rest goes on for whoever it was. */
export function veil(ground: RoleGround, name: Name): void {
  ground.grants = ground.grants.filter(
    ({ of, veiled, ended, taken }) => of !== name || veiled || !ended || !taken,
  );
  for (const one of ground.grants.filter(({ of }) => of === name)) {
    one.veiled = true;
  }
}

function give({ now, orders, grants }: RoleGround, holder: Holder, current: readonly ModelGrant[]): void {
  // What was bought before its member was forgotten, and what was bought since, come one after the other.
  const elsewhere = grants.filter((one) => runsElsewhere(one, holder, now));
  let until = Math.max(now, ...[...current, ...elsewhere].map(({ endsAt }) => endsAt ?? 0));
  const idOf = (one: ModelGrant) => orders[one.order]!.id;
  for (const one of current.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1))) {
    if (one.minutes !== null && one.endsAt === null) {
      until += one.minutes * minute;
      one.endsAt = until;
    }
    one.given = true;
  }
}

function fail(waiting: readonly ModelGrant[]): void {
  for (const one of waiting) {
    one.problem = forbidden;
  }
}

const isSame = (one: Holder, other: Holder) =>
  one.of === other.of && one.role === other.role && one.veiled === other.veiled;

/** What was bought before its member was forgotten gives a role as what was bought since, and the other way round. */
const runsElsewhere = (one: ModelGrant, { of, role, veiled }: Holder, now: number) =>
  isSame(one, { of, role, veiled: !veiled }) && !one.ended && (one.endsAt === null || one.endsAt > now);

const grantsOf = ({ grants, orders }: RoleGround, order: ModelOrder) =>
  grants.filter((one) => orders[one.order] === order && !one.ended);
