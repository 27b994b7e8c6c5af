import {
  automatic,
  conflictOf,
  forgotten,
  isVeiled,
  Overtaken,
  Refusal,
  untilDone,
  veiled,
} from '@guildhall/sdk';
import { type EntityManager, type FilterQuery, LockMode } from '@mikro-orm/core';
import { type Context, minute } from '../context.ts';
import { Order } from '../entities/order.ts';
import type { Product } from '../entities/product.ts';
import { RoleGrant } from '../entities/role-grant.ts';
import type { Changes } from '../orders/changes.ts';
import { isPaid, openPayments } from '../orders/order-states.ts';
import { sendLater } from './send-job.ts';

/** A role of a member. */
export interface MemberRole {
  readonly guild: string;
  readonly user: string;
  readonly role: string;
}

/** What is known of whom an order brings roles. */
export interface Buyer {
  /** The role of all customers. */
  readonly customers: string | null;
  /** The roles that they have before the order brings any. */
  readonly had: readonly string[];
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

/** What is known of a member's roles may be as old as this when an order is approved: the bot may have taken one since. */
const knownFor = 5 * minute;

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

  /**
   * Gives what an order brings, as soon as Discord does it. What somebody has already that no order gave them is theirs
   * without one, and stays when this is over. @throws Overtaken when the order has brought it already.
   */
  async grant(em: EntityManager, order: Order, { customers, had }: Buyer): Promise<void> {
    const { id, guild, buyer: user, role, roleMinutes, quantity } = order;
    const minutes = roleMinutes ? roleMinutes * quantity : null;
    const now = this.#context.clock.now();
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
      const heldBefore = had.includes(role) && (await isByHand(em, { guild, user, role }, now));
      em.create(RoleGrant, { order: id, role, guild, user, minutes, heldBefore, ...none });
      await this.settle(em, { guild, user, role });
    }
    // Somebody else approved it at this moment.
    await em.flush().catch((error) => {
      throw conflictOf(error) ? new Overtaken() : error;
    });
  }

  /** What an order gave is no longer its buyer's. */
  async revoke(em: EntityManager, order: string): Promise<void> {
    const gives = await em.find(RoleGrant, { order, ...there }, { ...plain, orderBy: { role: 'asc' } });
    for (const of of gives) {
      const grants = await lockGrants(em, keyOf(of));
      const grant = grants.find((one) => one.order === order);
      if (grant) {
        await em.nativeUpdate(RoleGrant, { order, role: of.role }, { endedAt: this.#context.clock.now() });
        await this.#moveUp(em, grant, grants);
        await this.settle(em, of);
      }
    }
  }

  /** A time that is taken back leaves no gap: what was bought after it begins as much earlier as was left of it. */
  async #moveUp(
    em: EntityManager,
    { endsAt: end, minutes }: RoleGrant,
    grants: readonly RoleGrant[],
  ): Promise<void> {
    if (!end || !minutes) {
      return;
    }
    const begin = end.getTime() - minutes * minute;
    const left = end.getTime() - Math.max(begin, this.#context.clock.now().getTime());
    for (const { order, role, endsAt } of left > 0 ? grants : []) {
      if (endsAt && endsAt > end) {
        await em.nativeUpdate(RoleGrant, { order, role }, { endsAt: new Date(endsAt.getTime() - left) });
      }
    }
  }

  /** What an order gives is given again, also where somebody took it away since. */
  async again(em: EntityManager, order: string): Promise<void> {
    await em.nativeUpdate(RoleGrant, { order, ...there }, { givenAt: null, problem: null });
  }

  /**
   * What became of the role that an order brings, as far as it is known. Where it is open, somebody sees to it, and then the
   * order is sent. @returns why its buyer does not have it; undefined: there is none, or they do.
   */
  async outcome({ id: order, role }: Pick<Order, 'id' | 'role'>): Promise<RoleProblem | 'open' | undefined> {
    return this.#context.database.transaction(async (em) => {
      const grant = role ? await em.findOne(RoleGrant, { order, role, ...there }, plain) : null;
      if (!grant || grant.givenAt || grant.problem) {
        return (grant?.problem as RoleProblem | null | undefined) ?? undefined;
      }
      await this.settle(em, grant);
      return 'open';
    });
  }

  /**
   * Somebody asks to be forgotten: their roles stay, end and are taken as before, for whoever it was. What is over goes.
   */
  async forget(em: EntityManager, user: string): Promise<void> {
    await em.nativeDelete(RoleGrant, { user, endedAt: { $ne: null }, takenAt: { $ne: null } });
    for (const { guild, role } of await em.find(RoleGrant, { user }, { disableIdentityMap: true })) {
      await this.#context.jobs.cancel(em, keyOfJob({ user, role }));
      await em.nativeUpdate(RoleGrant, { guild, user, role }, { user: veiled(guild, user) });
      await this.settle(em, { guild, user: veiled(guild, user), role });
    }
  }

  /** Whether the product's own role is to be given yet. */
  async isDue(em: EntityManager, { id: order, role }: Pick<Order, 'id' | 'role'>): Promise<boolean> {
    return role != null && (await em.count(RoleGrant, { order, role, ...there, givenAt: null })) > 0;
  }

  /** Has the role of a member made right in Discord, in this transaction: now, or by `runAt` at the latest. */
  async settle(em: EntityManager, { guild, user, role }: MemberRole, runAt?: Date): Promise<void> {
    const key = keyOfJob({ user, role });
    // Somebody may have asked for it now, at this moment.
    const when = runAt && { runAt, keepEarlier: true };
    await this.#context.jobs.add(em, 'settle-role', { guild, user, role }, { key, ...when });
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
   * then all is theirs again. @param since when they came; undefined: they are no member. @param id who it is in Discord,
   * also where they were forgotten.
   */
  async due(of: MemberRole, since: Date | undefined, id = of.user): Promise<'give' | 'take' | 'nothing'> {
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
      const ended = grants.filter(({ takenAt }) => !takenAt);
      // What was bought before they were forgotten, or after it, gives it as well.
      const runs = { ...there, $or: [{ endsAt: null }, { endsAt: { $gt: now } }] };
      const stays =
        ended.some(({ heldBefore }) => heldBefore) ||
        (await em.count(RoleGrant, { ...underBoth({ ...of, user: id }), ...runs })) > 0;
      if (!stays) {
        return ended.length > 0 ? 'take' : 'nothing';
      }
      await em.nativeUpdate(RoleGrant, { ...keyOf(of), ...over }, { takenAt: now, problem: null });
      return 'nothing';
    });
  }

  /**
   * The member is without a role that is to be given now, so whatever they had before is gone: only orders give it to them.
   * This is written before Discord is asked: afterwards nothing tells.
   */
  async lacked(of: MemberRole): Promise<void> {
    const where = { ...underBoth(of), heldBefore: true };
    await untilDone(this.#context.database, (em) => em.nativeUpdate(RoleGrant, where, { heldBefore: false }));
  }

  /**
   * The member, who is there `since` then, has the role. What they bought for a time begins, behind what runs already, also
   * from before they were forgotten. @param id who it is in Discord, also where they were.
   */
  async given(of: MemberRole, since: Date | undefined, id = of.user): Promise<void> {
    const { audit, clock, database } = this.#context;
    const now = clock.now();
    await untilDone(database, async (em) => {
      const grants = await lockGrants(em, underBoth({ ...of, user: id }));
      let until = Math.max(now.getTime(), ...grants.map(({ endsAt }) => endsAt?.getTime() ?? 0));
      for (const { order, role, minutes, endsAt } of grants.filter(({ user }) => user === of.user)) {
        const begins = minutes !== null && minutes !== undefined && !endsAt;
        until += begins ? minutes * minute : 0;
        const end = begins ? { endsAt: new Date(until) } : {};
        const given = { givenAt: now, memberSince: since ?? null, problem: null, ...end };
        await em.nativeUpdate(RoleGrant, { order, role, ...there }, given);
      }
      const { guild, user, role } = of;
      await audit.write(em, {
        guild,
        actor: automatic,
        action: 'role-give',
        target: targetOf(user),
        to: role,
      });
    });
  }

  /** The member does not have the role any more. */
  async taken(of: MemberRole): Promise<void> {
    const { audit, clock, database } = this.#context;
    await untilDone(database, async (em) => {
      const change = { takenAt: clock.now(), problem: null };
      const had = await em.nativeUpdate(RoleGrant, { ...keyOf(of), ...over, givenAt: { $ne: null } }, change);
      await em.nativeUpdate(RoleGrant, { ...keyOf(of), ...over }, change);
      if (had > 0) {
        const { guild, user, role } = of;
        await audit.write(em, {
          guild,
          actor: automatic,
          action: 'role-take',
          target: targetOf(user),
          to: role,
        });
      }
    });
  }

  /** Discord does not do it. Staff are told once of each reason. */
  async failed(of: MemberRole, problem: RoleProblem): Promise<void> {
    const { audit, database } = this.#context;
    await untilDone(database, async (em) => {
      const waiting = { ...keyOf(of), $or: [there, over] };
      const news = { ...waiting, $and: [{ $or: [{ problem: null }, { problem: { $ne: problem } }] }] };
      if ((await em.nativeUpdate(RoleGrant, news, { problem })) > 0 && problem !== 'left') {
        const { guild, user, role } = of;
        const entry = { guild, actor: automatic, action: 'role-blocked', target: targetOf(user), to: role };
        await audit.write(em, { ...entry, reason: problem });
      }
      await this.#goOn(em, of, { problem: { $ne: null } });
    });
  }

  /** All is as it should be now: orders that waited for it go on, and it is looked at again when the first part ends. */
  async settled(of: MemberRole): Promise<void> {
    await untilDone(this.#context.database, async (em) => {
      const where = { ...keyOf(of), ...there, givenAt: { $ne: null } };
      const grants = await em.find(RoleGrant, where, plain);
      const ends = grants.flatMap(({ endsAt }) => (endsAt ? [endsAt.getTime()] : []));
      if (ends.length > 0) {
        await this.settle(em, of, new Date(Math.min(...ends)));
      }
      await this.#goOn(em, of, { givenAt: { $ne: null } });
    });
  }

  /** The grant of an order's own role. */
  async of({ id: order, role }: Pick<Order, 'id' | 'role'>): Promise<RoleGrant | undefined> {
    const em = this.#context.database.read();
    return role ? ((await em.findOne(RoleGrant, { order, role })) ?? undefined) : undefined;
  }

  /** The roles that a member is to have, or may have and is not to. */
  async concerning(guild: string, user: string): Promise<MemberRole[]> {
    return this.#distinct({ guild, user: { $in: [user, veiled(guild, user)] }, $or: [there, over] });
  }

  /** The roles of a guild that Discord has otherwise, that nobody has seen to, or whose time is over unseen. */
  async unsettled(guild: string): Promise<MemberRole[]> {
    const past = { endsAt: { $lte: this.#context.clock.now() } };
    return this.#distinct({
      guild,
      $or: [{ ...there, $or: [{ givenAt: null }, { problem: { $ne: null } }, past] }, over],
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

  /** Orders that waited to hear what became of the role are sent; those that were without it are on their way again. */
  async #goOn(em: EntityManager, of: MemberRole, become: FilterQuery<RoleGrant>): Promise<void> {
    const where = { $and: [{ ...keyOf(of), ...there }, become] } as FilterQuery<RoleGrant>;
    const grants = await em.find(RoleGrant, where, plain);
    const ids = grants.map(({ order }) => order);
    const waiting = { id: { $in: ids }, role: of.role };
    const sent = await em.find(Order, { ...waiting, fulfilment: 'allocated' }, inOrder);
    const given = new Set(grants.filter(({ problem }) => !problem).map(({ order }) => order));
    const blocked = { ...waiting, fulfilment: 'blocked', problem: { $in: [...roleProblems] } } as const;
    for (const order of await em.find(Order, blocked, inOrder)) {
      if (given.has(order.id) && isPaid(order.payment)) {
        const change = { delivery: order.delivery + 1, problem: null };
        const to = `${order.payment as 'captured' | 'part-refunded'}/allocated` as const;
        await this.#changes.enter(em, order, to, change, { event: 'resend', actor: automatic });
      }
    }
    // As with every change of an order, the audit log comes before the job that sends it.
    for (const order of sent) {
      await sendLater(this.#context.jobs, em, order);
    }
  }

  async #distinct(where: object): Promise<MemberRole[]> {
    const rows = await this.#context.database.read().find(RoleGrant, where, { orderBy: { order: 'asc' } });
    const byKey = new Map(rows.map((row) => [`${row.user}:${row.role}`, row]));
    return [...byKey.values()].map(keyOf);
  }
}

const plain = { disableIdentityMap: true } as const;
const inOrder = { ...plain, orderBy: { id: 'asc' } } as const;

/** The grants of a role that a member has or is to have, kept from all others who move their times: those wait. */
const lockGrants = (em: EntityManager, of: MemberRole | ReturnType<typeof underBoth>): Promise<RoleGrant[]> =>
  em.find(
    RoleGrant,
    { ...of, ...there },
    { ...plain, orderBy: { order: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
  );

const keyOfJob = ({ user, role }: Pick<MemberRole, 'user' | 'role'>) => `role:${user}:${role}`;

/** Whether a role that somebody has is theirs without an order, as far as orders tell. */
async function isByHand(em: EntityManager, of: MemberRole, now: Date): Promise<boolean> {
  const justTaken = { takenAt: { $gt: new Date(now.getTime() - knownFor) } };
  const grants = await em.find(RoleGrant, { ...underBoth(of), $or: [there, over, justTaken] }, plain);
  return grants.length === 0 || grants.some(({ heldBefore }) => heldBefore);
}

/** Who the audit log says it was about. */
const targetOf = (user: string) => (isVeiled(user) ? forgotten : user);

const keyOf = ({ guild, user, role }: MemberRole): MemberRole => ({ guild, user, role });

/** What was bought before its member asked to be forgotten stands under another name. */
const underBoth = ({ guild, user, role }: MemberRole) => ({
  guild,
  user: { $in: [user, veiled(guild, user)] },
  role,
});

/** Whether a role was given to somebody who is a member since then. */
export const isSince = ({ memberSince }: Pick<RoleGrant, 'memberSince'>, since: Date): boolean =>
  memberSince?.getTime() === since.getTime();

/**
 * Nobody pays twice for a role that is there for good. @param except an order that is not counted: it is the one that asks.
 * @throws Refusal `role-already` when a product is nothing but one that its buyer has, or has another order for.
 */
export async function needNewRole(
  em: EntityManager,
  { id: product, name, guild, supply, role, roleMinutes }: Product,
  user: string,
  except = '',
): Promise<void> {
  if (supply !== 'none' || !role || roleMinutes) {
    return;
  }
  const has = await em.count(RoleGrant, { ...underBoth({ guild, user, role }), minutes: null, ...there });
  const others = { product, buyer: user, id: { $ne: except } };
  const open = { payment: { $in: [...openPayments, 'late'] } };
  const booked = { payment: 'captured', fulfilment: 'released' };
  if (has > 0 || (await em.count(Order, { ...others, $or: [open, booked] } as FilterQuery<Order>)) > 0) {
    throw new Refusal('role-already', { name });
  }
}
