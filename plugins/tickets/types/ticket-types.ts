import { attempt, changeSeen, conflictOf, flushOrConflict, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { goodHours } from '../automation/hours.ts';
import type { Context } from '../context.ts';
import { ServerStaff } from '../entities/server-staff.ts';
import { Ticket } from '../entities/ticket.ts';
import { TicketType } from '../entities/ticket-type.ts';
import { lockGuild } from '../guild-lock.ts';
import { goodEmoji } from './emoji.ts';
import { needRealRoles } from './given-roles.ts';
import type { TypePatch } from './type-fields.ts';

/** Discord's menus hold 25 entries. */
export const typeLimit = 25;

/** What an administrator decides about a type; what is left out is as usual. */
export type TypeDraft = TypePatch & Pick<TicketType, 'name'>;

/** A part that has something to do when the types of a guild change. It runs in the transaction of the change. */
export type TypeFollower = (em: EntityManager, guild: string, type: string) => Promise<void>;

/** The kinds of ticket that guilds offer. */
export class TicketTypes {
  readonly #context: Context;
  readonly #followers: readonly TypeFollower[];

  constructor(context: Context, followers: readonly TypeFollower[] = []) {
    this.#context = context;
    this.#followers = followers;
  }

  /** Those that can be opened, in their order. */
  async offered(guild: string): Promise<TicketType[]> {
    return this.#context.database.read().find(TicketType, { guild, removedAt: null }, inOrder);
  }

  /** Those that can be opened only with a role. */
  async requiring(guild: string, role: string): Promise<TicketType[]> {
    return (await this.offered(guild)).filter(({ requiredRoles }) => requiredRoles.includes(role));
  }

  /** Those that were taken away, the last one first. */
  async removed(guild: string): Promise<TicketType[]> {
    const where = { guild, removedAt: { $ne: null } };
    return this.#context.database
      .read()
      .find(TicketType, where, { orderBy: { removedAt: 'desc', id: 'asc' } });
  }

  /** One type, also one that was taken away. */
  async find(guild: string, id: string): Promise<TicketType | undefined> {
    return (await this.#context.database.read().findOne(TicketType, { guild, id })) ?? undefined;
  }

  /**
   * Adds a type behind the others. @param also what is written in the same transaction. @returns it, or why not:
   * `type-name-taken`, `too-many-types`, `no-emoji`, `no-everyone`.
   */
  async add(
    guild: string,
    draft: TypeDraft,
    by: string,
    also?: (em: EntityManager, type: TicketType) => Promise<void>,
  ): Promise<Result<TicketType, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const there = await placesLeft(em, guild);
      const good = goodPatch(guild, { ...usual, ...draft });
      if (good.staffRoles.length === 0) {
        good.staffRoles = (await em.findOne(ServerStaff, { guild }))?.roles ?? [];
      }
      const type = em.create(TicketType, {
        ...good,
        id: this.#context.newId(),
        guild,
        position: 1 + Math.max(-1, ...there.map(({ position }) => position)),
        version: 1,
        nameKey: nameKeyOf(guild, good.name),
      });
      if (await flushOrConflict(em)) {
        throw new Refusal('type-name-taken', { name: good.name });
      }
      await this.#note(em, type, by, 'type.add', { to: type.name });
      await also?.(em, type);
      return type;
    });
  }

  /**
   * Changes fields of a type. @param seen the version that the change was made from. @returns it, or why not:
   * `type-changed`, `type-removed`, `type-name-taken`, `no-emoji`, `no-everyone`.
   */
  async change(
    guild: string,
    id: string,
    seen: number,
    patch: TypePatch,
    by: string,
  ): Promise<Result<TicketType, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const type = await em.findOne(TicketType, { guild, id }, { disableIdentityMap: true });
      if (!type || type.removedAt) {
        throw new Refusal('type-removed');
      }
      if (type.version !== seen) {
        throw new Refusal('type-changed');
      }
      const good = goodPatch(guild, patch);
      const next = {
        ...good,
        ...(good.name !== undefined && { nameKey: nameKeyOf(guild, good.name) }),
      };
      const changed = await changeSeen(em, TicketType, type, next).catch((error) => {
        throw conflictOf(error) ? new Refusal('type-name-taken', { name: good.name }) : error;
      });
      for (const [field, to] of Object.entries(good)) {
        const from = type[field as keyof TypePatch];
        await this.#note(em, type, by, 'type.change', { from: { [field]: from }, to: { [field]: to } });
      }
      return changed;
    });
  }

  /** Moves a type by one place. @returns it, or why not: `type-removed`, `type-at-edge`. */
  async move(guild: string, id: string, up: boolean, by: string): Promise<Result<TicketType, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const types = await lockedTypes(em, guild);
      const from = types.findIndex((type) => type.id === id);
      const to = from + (up ? -1 : 1);
      if (from < 0) {
        throw new Refusal('type-removed');
      }
      if (to < 0 || to >= types.length) {
        throw new Refusal('type-at-edge');
      }
      const ordered = types.with(from, types[to]!).with(to, types[from]!);
      for (const [position, type] of ordered.entries()) {
        if (type.position !== position) {
          await em.nativeUpdate(TicketType, { id: type.id }, { position });
        }
      }
      await this.#note(em, types[from]!, by, 'type.move', { from: from + 1, to: to + 1 });
      return { ...types[from]!, position: to };
    });
  }

  /** Takes a type out of the menus. Its tickets go on. @returns it, or why not: `type-removed`. */
  async remove(guild: string, id: string, by: string): Promise<Result<TicketType, Refusal>> {
    const change = { removedAt: this.#context.clock.now(), nameKey: null };
    return this.#exist(guild, id, change, async (em, type) => {
      await this.#note(em, type, by, 'type.remove', { from: type.name });
    });
  }

  /** Brings a type back that was taken away. @returns it, or why not: `type-name-taken`, `too-many-types`. */
  async restore(guild: string, id: string, by: string): Promise<Result<TicketType, Refusal>> {
    return this.#exist(guild, id, { removedAt: null }, async (em, type) => {
      await this.#note(em, type, by, 'type.restore', { to: type.name });
    });
  }

  /** How many tickets of a type there are that are not over. */
  async inUse(type: string): Promise<number> {
    return this.#context.database.read().count(Ticket, { type, state: { $nin: ['deleted', 'failed'] } });
  }

  async #exist(
    guild: string,
    id: string,
    change: Partial<TicketType>,
    after: (em: EntityManager, type: TicketType) => Promise<void>,
  ): Promise<Result<TicketType, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const there = await lockedTypes(em, guild);
      const back = change.removedAt === null;
      const type = await em.findOne(TicketType, { guild, id }, { disableIdentityMap: true });
      if (!type || back !== (type.removedAt !== null)) {
        throw new Refusal(back && type ? 'type-is-there' : 'type-removed');
      }
      if (back) {
        await placesLeft(em, guild);
      }
      const place = 1 + Math.max(-1, ...there.map(({ position }) => position));
      const next = {
        ...change,
        ...(back && { nameKey: nameKeyOf(guild, type.name), position: place }),
      };
      const changed = await changeSeen(em, TicketType, type, next).catch((error) => {
        throw conflictOf(error) ? new Refusal('type-name-taken', { name: type.name }) : error;
      });
      await after(em, type);
      return changed;
    });
  }

  async #note(
    em: EntityManager,
    { guild, id }: TicketType,
    by: string,
    action: string,
    what: { readonly from?: unknown; readonly to?: unknown },
  ): Promise<void> {
    await this.#context.audit.write(em, { guild, actor: by, action, target: id, ...what });
    for (const follow of this.#followers) {
      await follow(em, guild, id);
    }
  }
}

const usual = {
  emoji: null,
  staffRoles: [],
  openCategory: null,
  closedCategory: null,
  namePattern: 'ticket-{number}',
  welcome: '',
  perPerson: 1,
};

const inOrder = { orderBy: { position: 'asc', id: 'asc' } } as const;

const nameKeyOf = (guild: string, name: string) => `${guild}:${name.toLowerCase()}`;

/** The types that are offered: none comes, goes, or moves until the transaction ends. */
async function lockedTypes(em: EntityManager, guild: string): Promise<TicketType[]> {
  await lockGuild(em, guild);
  return em.find(TicketType, { guild, removedAt: null }, { ...inOrder, disableIdentityMap: true });
}

/** @returns those that are there. @throws Refusal `too-many-types`. */
async function placesLeft(em: EntityManager, guild: string): Promise<TicketType[]> {
  const there = await lockedTypes(em, guild);
  if (there.length >= typeLimit) {
    throw new Refusal('too-many-types', { max: typeLimit });
  }
  return there;
}

/** Fields that hold roles. */
const roleFields = ['staffRoles', 'escalateRoles', 'requiredRoles', 'refusedRoles'] as const;

/** @throws Refusal `no-emoji`, `type-name-length`, `no-everyone`, and what {@link goodHours} says. */
function goodPatch<P extends TypePatch>(guild: string, patch: P): P {
  const good = { ...patch };
  for (const field of roleFields) {
    needRealRoles(guild, good[field]);
  }
  if (good.name !== undefined) {
    good.name = good.name.replace(/\s+/g, ' ').trim();
    if (good.name === '' || good.name.length > 40) {
      throw new Refusal('type-name-length', { max: 40 });
    }
  }
  if (good.emoji !== undefined) {
    const typed = good.emoji?.trim() ?? '';
    good.emoji = typed === '' ? null : goodEmoji(typed);
    if (good.emoji === undefined) {
      throw new Refusal('no-emoji');
    }
  }
  return { ...good, ...goodHours(good) };
}
