import { automatic, Refusal } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Changes } from './changes.ts';
import { type Context, minute } from './context.ts';
import { Order } from './entities/order.ts';
import type { Product } from './entities/product.ts';
import { RoleGrant } from './entities/role-grant.ts';
import { isPaid, openPayments } from './order-states.ts';

/** A role of a member. */
export interface MemberRole {
  readonly guild: string;
  readonly user: string;
  readonly role: string;
}

/** Why a member does not have a role that is theirs, or has one that is not. */
export const roleProblems = ['left', 'role-gone', 'role-too-high', 'role-forbidden'] as const;
export type RoleProblem = (typeof roleProblems)[number];

/** Whether an order waits for a role, not for its buyer. */
export const waitsForRole = ({ problem }: Pick<Order, 'problem'>): boolean =>
  (roleProblems as readonly (string | null | undefined)[]).includes(problem);

const there = { endedAt: null };
/** It is over, and the member may have it yet. */
const over = { endedAt: { $ne: null }, takenAt: null };

/**
 * Roles that were bought: who has which, since when and until when. A role is there as long as one order gives it. Whoever
 * buys more of one that ends has it for longer.
 */
export class RoleGrants {
  readonly #context: Context;
  readonly #changes: Changes;

  constructor(context: Context, changes: Changes) {
    this.#context = context;
    this.#changes = changes;
  }

  /** Gives what an order brings, as soon as Discord does it. @param customers the role of all customers. */
  async grant(em: EntityManager, order: Order, customers: string | null): Promise<void> {
    const { id, guild, buyer: user, role, roleMinutes, quantity } = order;
    const minutes = roleMinutes ? roleMinutes * quantity : null;
    const roles = new Map([
      ...(customers ? [[customers, null] as const] : []),
      ...(role ? [[role, minutes] as const] : []),
    ]);
    const none = {
      givenAt: null,
      memberSince: null,
      endsAt: null,
      endedAt: null,
      takenAt: null,
      problem: null,
    };
    for (const [role, minutes] of roles) {
      em.create(RoleGrant, { order: id, role, guild, user, minutes, ...none });
      await this.settle(em, { guild, user, role });
    }
    await em.flush();
  }

  /** What an order gave is no longer its buyer's. */
  async revoke(em: EntityManager, order: string): Promise<void> {
    const grants = await em.find(RoleGrant, { order, ...there }, { disableIdentityMap: true });
    await em.nativeUpdate(RoleGrant, { order, ...there }, { endedAt: this.#context.clock.now() });
    for (const grant of grants) {
      await this.settle(em, grant);
    }
  }

  /** What an order gives is given again, also where somebody took it away since. */
  async again(em: EntityManager, order: string): Promise<void> {
    await em.nativeUpdate(RoleGrant, { order, ...there }, { givenAt: null, problem: null });
  }

  /** Whether the product's own role is to be given yet. */
  async isDue(em: EntityManager, { id: order, role }: Pick<Order, 'id' | 'role'>): Promise<boolean> {
    return role != null && (await em.count(RoleGrant, { order, role, ...there, givenAt: null })) > 0;
  }

  /** Has the role of a member made right in Discord, in this transaction: now, or at `runAt`. */
  async settle(em: EntityManager, { guild, user, role }: MemberRole, runAt?: Date): Promise<void> {
    const key = `role:${user}:${role}`;
    await this.#context.jobs.add(em, 'settle-role', { guild, user, role }, { key, ...(runAt && { runAt }) });
  }

  /** The same for all of these. */
  async settleAll(roles: readonly MemberRole[]): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      for (const role of roles) {
        await this.settle(em, role);
      }
    });
  }

  /**
   * What is to be done with a member's role. What staff took away stays away, until the member comes back to the server:
   * then all is theirs again. @param since when they came; undefined: they are no member.
   */
  async due(of: MemberRole, since: Date | undefined): Promise<'give' | 'take' | 'nothing'> {
    const now = this.#context.clock.now();
    return this.#context.database.transaction(async (em) => {
      await em.nativeUpdate(RoleGrant, { ...keyOf(of), ...there, endsAt: { $lte: now } }, { endedAt: now });
      const grants = await em.find(RoleGrant, keyOf(of), { disableIdentityMap: true });
      const current = grants.filter(({ endedAt }) => !endedAt);
      if (current.length > 0) {
        // Another order gives it still: there is nothing to take.
        await em.nativeUpdate(RoleGrant, { ...keyOf(of), ...over }, { takenAt: now, problem: null });
        const missing = current.some((grant) => !grant.givenAt || (since && !isSince(grant, since)));
        return missing ? 'give' : 'nothing';
      }
      return grants.some(({ takenAt }) => !takenAt) ? 'take' : 'nothing';
    });
  }

  /** The member, who is there `since` then, has the role. What they bought for a time begins. */
  async given(of: MemberRole, since: Date | undefined): Promise<void> {
    const { audit, clock, database } = this.#context;
    const now = clock.now();
    await database.transaction(async (em) => {
      const grants = await em.find(
        RoleGrant,
        { ...keyOf(of), ...there },
        { orderBy: { order: 'asc' }, disableIdentityMap: true },
      );
      let until = Math.max(now.getTime(), ...grants.map(({ endsAt }) => endsAt?.getTime() ?? 0));
      for (const { order, role, minutes, endsAt } of grants) {
        const begins = minutes !== null && minutes !== undefined && !endsAt;
        until += begins ? minutes * minute : 0;
        const end = begins ? { endsAt: new Date(until) } : {};
        const given = { givenAt: now, memberSince: since ?? null, problem: null, ...end };
        await em.nativeUpdate(RoleGrant, { order, role, ...there }, given);
      }
      const { guild, user, role } = of;
      await audit.write(em, { guild, actor: automatic, action: 'role-give', target: user, to: role });
    });
  }

  /** The member does not have the role any more. */
  async taken(of: MemberRole): Promise<void> {
    const { audit, clock, database } = this.#context;
    await database.transaction(async (em) => {
      const change = { takenAt: clock.now(), problem: null };
      const had = await em.nativeUpdate(RoleGrant, { ...keyOf(of), ...over, givenAt: { $ne: null } }, change);
      await em.nativeUpdate(RoleGrant, { ...keyOf(of), ...over }, change);
      if (had > 0) {
        const { guild, user, role } = of;
        await audit.write(em, { guild, actor: automatic, action: 'role-take', target: user, to: role });
      }
    });
  }

  /** Discord does not do it. Staff are told once of each reason. */
  async failed(of: MemberRole, problem: RoleProblem): Promise<void> {
    const { audit, database } = this.#context;
    await database.transaction(async (em) => {
      const waiting = { ...keyOf(of), $or: [there, over] };
      const news = { ...waiting, $and: [{ $or: [{ problem: null }, { problem: { $ne: problem } }] }] };
      if ((await em.nativeUpdate(RoleGrant, news, { problem })) > 0 && problem !== 'left') {
        const { guild, user, role } = of;
        const entry = { guild, actor: automatic, action: 'role-blocked', target: user, to: role };
        await audit.write(em, { ...entry, reason: problem });
      }
    });
  }

  /** All is as it should be now: orders that waited for it go on, and it is looked at again when the first part ends. */
  async settled(of: MemberRole): Promise<void> {
    await this.#context.database.transaction(async (em) => {
      const where = { ...keyOf(of), ...there, givenAt: { $ne: null } };
      const grants = await em.find(RoleGrant, where, { disableIdentityMap: true });
      const ends = grants.flatMap(({ endsAt }) => (endsAt ? [endsAt.getTime()] : []));
      if (ends.length > 0) {
        await this.settle(em, of, new Date(Math.min(...ends)));
      }
      await this.#goOn(em, of, grants);
    });
  }

  /** The grant of an order's own role. */
  async of({ id: order, role }: Pick<Order, 'id' | 'role'>): Promise<RoleGrant | undefined> {
    const em = this.#context.database.read();
    return role ? ((await em.findOne(RoleGrant, { order, role })) ?? undefined) : undefined;
  }

  /** The roles that a member is to have, or may have and is not to. */
  async concerning(guild: string, user: string): Promise<MemberRole[]> {
    return this.#distinct({ guild, user, $or: [there, over] });
  }

  /** The roles of a guild that Discord has otherwise, or that nobody has seen to. */
  async unsettled(guild: string): Promise<MemberRole[]> {
    return this.#distinct({
      guild,
      $or: [{ ...there, givenAt: null }, { ...there, problem: { $ne: null } }, over],
    });
  }

  /** The roles of a guild that members are to have, `size` at a time. */
  async *held(guild: string, size: number): AsyncGenerator<RoleGrant[]> {
    const where = { guild, ...there, givenAt: { $ne: null } };
    for (let last: RoleGrant | undefined; ; ) {
      const after: object = last
        ? { $or: [{ order: { $gt: last.order } }, { order: last.order, role: { $gt: last.role } }] }
        : {};
      const rows = await this.#context.database
        .read()
        .find(RoleGrant, { ...where, ...after }, { orderBy: { order: 'asc', role: 'asc' }, limit: size });
      if (rows.length === 0) {
        return;
      }
      yield rows;
      last = rows.at(-1);
    }
  }

  /** Orders that could not be delivered for want of the role are on their way again. */
  async #goOn(em: EntityManager, { role }: MemberRole, grants: readonly RoleGrant[]): Promise<void> {
    const ids = grants.map(({ order }) => order);
    const waiting = await em.find(
      Order,
      { id: { $in: ids }, role, fulfilment: 'blocked', problem: { $in: [...roleProblems] } },
      { disableIdentityMap: true },
    );
    for (const order of waiting) {
      if (isPaid(order.payment)) {
        const change = { delivery: order.delivery + 1, problem: null };
        const to = `${order.payment as 'captured' | 'part-refunded'}/allocated` as const;
        await this.#changes.enter(em, order, to, change, { event: 'resend', actor: automatic });
      }
    }
  }

  async #distinct(where: object): Promise<MemberRole[]> {
    const rows = await this.#context.database.read().find(RoleGrant, where, { orderBy: { order: 'asc' } });
    const byKey = new Map(rows.map((row) => [`${row.user}:${row.role}`, row]));
    return [...byKey.values()].map(keyOf);
  }
}

const keyOf = ({ guild, user, role }: MemberRole): MemberRole => ({ guild, user, role });

/** Whether a role was given to somebody who is a member since then. */
export const isSince = ({ memberSince }: Pick<RoleGrant, 'memberSince'>, since: Date): boolean =>
  memberSince?.getTime() === since.getTime();

/**
 * Nobody pays twice for a role that is there for good. @throws Refusal `quantity`, `role-already` when a product is nothing
 * but one that its buyer has or is about to pay for.
 */
export async function needNewRole(
  em: EntityManager,
  { id: product, name, guild, supply, role, roleMinutes }: Product,
  user: string,
  quantity: number,
): Promise<void> {
  if (supply !== 'none' || !role || roleMinutes) {
    return;
  }
  if (quantity > 1) {
    throw new Refusal('quantity', { max: 1 });
  }
  const has = await em.count(RoleGrant, { guild, user, role, minutes: null, ...there });
  const open = { product, buyer: user, payment: { $in: [...openPayments] } };
  if (has > 0 || (await em.count(Order, open)) > 0) {
    throw new Refusal('role-already', { name });
  }
}
