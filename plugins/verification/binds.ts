import { attempt, type Page, pageOf, Refusal, type Result } from '@guildhall/sdk';
import { refusalFor } from './account-check.ts';
import type { Context } from './context.ts';
import { Bind, type Condition } from './entities/bind.ts';
import { refusable } from './refusable.ts';
import type { GroupRole } from './roblox/roblox.ts';

/** How many binds a guild can have. */
export const bindLimit = 100;
export const bindPageSize = 8;

/** A bind that is to be made. */
export interface BindWish {
  readonly guild: string;
  readonly by: string;
  /** The id of a group, or the address of its page. */
  readonly group: string;
  readonly condition: Condition;
  readonly rank: number | undefined;
  readonly toRank: number | undefined;
  readonly gives: readonly string[];
  readonly takes: readonly string[];
  readonly priority: number;
}

/** Ties ranks of groups to roles, as the admins of a guild say. */
export class Binds {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** All binds of a guild, the one that decides first. */
  async of(guild: string): Promise<Bind[]> {
    return this.#context.database.read().find(Bind, { guild }, { orderBy: { priority: 'desc', id: 'desc' } });
  }

  /** @param page from 0. */
  async page(guild: string, page: number): Promise<Page<Bind>> {
    const options = { page, size: bindPageSize, orderBy: { priority: 'desc', id: 'desc' } } as const;
    return pageOf(this.#context.database.read(), Bind, { guild }, options);
  }

  /** Makes a bind, or says why not: the ranks, the roles or the group are not right, or there are too many binds. */
  async add(wish: BindWish): Promise<Result<Bind, Refusal>> {
    return refusable(async () => {
      const group = groupFrom(wish.group);
      const ranks = ranksOf(wish);
      refuseRoles(wish);
      const { name: groupName } = await this.#group(group);
      const { guild, by, condition, gives, takes, priority } = wish;
      return this.#context.database.transaction(async (em) => {
        if ((await em.count(Bind, { guild })) >= bindLimit) {
          throw new Refusal('too-many-binds', { max: bindLimit });
        }
        const bind = em.create(Bind, {
          id: this.#context.newId(),
          guild,
          group,
          groupName: groupName.slice(0, 100),
          condition,
          ...ranks,
          gives: [...gives],
          takes: [...takes],
          priority,
        });
        await em.flush();
        const entry = { guild, actor: by, action: 'bind.add', target: bind.id };
        await this.#context.audit.write(em, { ...entry, to: groupName });
        return bind;
      });
    });
  }

  /** Says anew which roles a bind gives or takes. */
  async change(
    guild: string,
    id: string,
    roles: Partial<Pick<Bind, 'gives' | 'takes'>>,
    by: string,
  ): Promise<Result<Bind, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const bind = await em.findOne(Bind, { id, guild });
      if (!bind) {
        throw new Refusal('no-such-bind');
      }
      Object.assign(bind, roles);
      refuseRoles(bind);
      await em.flush();
      const entry = { guild, actor: by, action: 'bind.change', target: id };
      await this.#context.audit.write(em, { ...entry, to: bind.groupName });
      return bind;
    });
  }

  async remove(guild: string, id: string, by: string): Promise<Result<Bind, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const bind = await em.findOne(Bind, { id, guild });
      if (!bind || (await em.nativeDelete(Bind, { id })) === 0) {
        throw new Refusal('no-such-bind');
      }
      const entry = { guild, actor: by, action: 'bind.remove', target: id };
      await this.#context.audit.write(em, { ...entry, from: bind.groupName });
      return bind;
    });
  }

  /** The roles of a group, to choose from; none while Roblox does not say. */
  async ranks(group: string): Promise<readonly GroupRole[]> {
    const outcome = await this.#context.roblox.groupRoles(group);
    return outcome.kind === 'found' ? outcome.value.roles.filter(({ rank }) => rank > 0) : [];
  }

  async #group(group: string) {
    const outcome = await this.#context.roblox.groupRoles(group);
    switch (outcome.kind) {
      case 'found':
        return outcome.value;
      case 'absent':
        throw new Refusal('group-absent', { group });
      default:
        throw refusalFor(outcome, this.#context.clock.now());
    }
  }
}

/** The id of a group. People paste the address of its page too. @throws Refusal `group-id`. */
export function groupFrom(typed: string): string {
  const [, id] = /(?:^|\/(?:groups|communities)\/)(\d{1,19})(?:\/|$)/.exec(typed.trim()) ?? [];
  if (!id) {
    throw new Refusal('group-id');
  }
  return id;
}

function ranksOf({ condition, rank, toRank }: BindWish): { rank: number | null; toRank: number | null } {
  if (condition === 'member' || condition === 'not-member') {
    return { rank: null, toRank: null };
  }
  if (rank === undefined) {
    throw new Refusal('rank-missing');
  }
  if (condition !== 'range') {
    return { rank, toRank: null };
  }
  if (toRank === undefined || toRank < rank) {
    throw new Refusal('range-ends');
  }
  return { rank, toRank };
}

function refuseRoles({ gives, takes }: Pick<BindWish, 'gives' | 'takes'>): void {
  if (gives.length + takes.length === 0) {
    throw new Refusal('bind-empty');
  }
  const both = gives.find((role) => takes.includes(role));
  if (both) {
    throw new Refusal('bind-both', { role: both });
  }
}
