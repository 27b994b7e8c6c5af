import { attempt, changeSeen, conflictOf, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Method } from '../entities/method.ts';
import { lockAdding } from '../locks.ts';
import { formatOf, methodKinds } from './formats.ts';
import { askSoon } from './rates.ts';

/** Discord shows at most so many choices in a menu. */
export const methodLimit = 25;
export const methodNameLimit = 40;
export const instructionsLimit = 1_000;
export const addressLimit = 254;

/** An address as somebody typed it, and typed it again where a typing mistake could not be seen. */
export interface TypedAddress {
  readonly address?: string | undefined;
  readonly again?: string | undefined;
}

/** What somebody says about a new way to pay. */
export interface MethodFacts extends TypedAddress {
  readonly kind: string;
  readonly name: string;
  readonly instructions: string;
}

/** What staff are told of a way to pay: a swapped address is the usual theft. */
export interface MethodNews {
  readonly guild: string;
  readonly what: 'added' | 'moved' | 'removed';
  readonly name: string;
  readonly kind: string;
  /** Where the money went until now, and where it goes. */
  readonly from: string | null;
  readonly to: string | null;
  readonly by: string;
  /** Tells these news from others. */
  readonly id: string;
}

/** The ways to pay that a guild offers. */
export class Methods {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * @returns the way, or why not: `no-such-kind`, `method-name`, `method-text`, `name-taken`, `too-many-methods`, and
   * what {@link goodAddress} says.
   */
  async add(guild: string, facts: MethodFacts, by: string): Promise<Result<Method, Refusal>> {
    const { audit, clock, database, newId } = this.#context;
    return attempt(database, async (em) => {
      const { kind } = facts;
      const [name, instructions] = [facts.name.trim(), facts.instructions.trim()];
      if (!methodKinds.includes(kind)) {
        throw new Refusal('no-such-kind');
      }
      if (name === '' || name.length > methodNameLimit) {
        throw new Refusal('method-name', { max: methodNameLimit });
      }
      const address = goodAddress(kind, facts);
      if ((instructions === '' && !address) || instructions.length > instructionsLimit) {
        throw new Refusal('method-text', { max: instructionsLimit });
      }
      await lockAdding(em, Method, guild);
      if ((await em.count(Method, { guild, removedAt: null })) >= methodLimit) {
        throw new Refusal('too-many-methods', { max: methodLimit });
      }
      const method = em.create(Method, {
        id: newId(),
        guild,
        name,
        kind,
        address,
        instructions,
        createdAt: clock.now(),
        removedAt: null,
        version: 1,
        nameKey: `${guild}:${name.toLowerCase()}`,
      });
      await em.flush().catch((error) => {
        throw conflictOf(error) ? new Refusal('name-taken', { name }) : error;
      });
      const to = address ?? instructions;
      await audit.write(em, { guild, actor: by, action: 'method-add', target: name, to });
      await this.#tell(em, method, { what: 'added', from: null, to, by });
      await askSoon(this.#context, em);
      return method;
    });
  }

  /**
   * Has the money of new orders go elsewhere. Those that there are keep the address that their buyers were told.
   * @returns it, or why not: `no-such-method`, `no-address`, `same-address`, and what {@link goodAddress} says.
   */
  async move(guild: string, id: string, typed: TypedAddress, by: string): Promise<Result<Method, Refusal>> {
    const { audit, database } = this.#context;
    return attempt(database, async (em) => {
      const method = await needMethod(em, guild, id);
      const to = goodAddress(method.kind, typed);
      const from = method.address ?? null;
      if (!to) {
        throw new Refusal('no-address');
      }
      if (to === from) {
        throw new Refusal('same-address');
      }
      const moved = await changeSeen(em, Method, method, { address: to });
      const action = 'method-move';
      await audit.write(em, { guild, actor: by, action, target: method.name, ...(from && { from }), to });
      await this.#tell(em, moved, { what: 'moved', from, to, by });
      return moved;
    });
  }

  /** Takes a way to pay away. Orders that use it go on. @returns it, or why not: `no-such-method`. */
  async remove(guild: string, id: string, by: string): Promise<Result<Method, Refusal>> {
    const { audit, clock, database } = this.#context;
    return attempt(database, async (em) => {
      const method = await needMethod(em, guild, id);
      const removed = await changeSeen(em, Method, method, { removedAt: clock.now(), nameKey: null });
      await audit.write(em, { guild, actor: by, action: 'method-remove', target: method.name });
      await this.#tell(em, method, { what: 'removed', from: method.address ?? null, to: null, by });
      return removed;
    });
  }

  /** Those that are offered, the oldest first. */
  async of(guild: string): Promise<Method[]> {
    return this.#context.database
      .read()
      .find(Method, { guild, removedAt: null }, { orderBy: { createdAt: 'asc', id: 'asc' } });
  }

  async #tell(
    em: EntityManager,
    { guild, name, kind }: Method,
    news: Pick<MethodNews, 'what' | 'from' | 'to' | 'by'>,
  ): Promise<void> {
    const { jobs, newId } = this.#context;
    const whole: MethodNews = { guild, name, kind, id: newId(), ...news };
    await jobs.add(em, 'tell-method', { ...whole });
  }
}

/** @throws Refusal `no-such-method`. */
async function needMethod(em: EntityManager, guild: string, id: string): Promise<Method> {
  const method = await em.findOne(Method, { guild, id, removedAt: null }, { disableIdentityMap: true });
  if (!method) {
    throw new Refusal('no-such-method');
  }
  return method;
}

/**
 * An address as it is kept; null for a kind that has none.
 * @throws Refusal `address-shape`, `address-checksum`, `address-test-network`, `address-other-coin`, `paypal-shape`: what is wrong with
 * it; `address-twice`: its kind shows no typing mistakes, and it was not typed the same way twice.
 */
function goodAddress(kind: string, { address = '', again = '' }: TypedAddress): string | null {
  const format = formatOf(kind);
  if (!format) {
    return null;
  }
  const checked =
    address.length > addressLimit ? ({ problem: 'shape' } as const) : format.checkAddress(address);
  if ('problem' in checked) {
    throw format.asset
      ? new Refusal(`address-${checked.problem}`, { network: format.asset.network })
      : new Refusal('paypal-shape');
  }
  if ((checked.twice || again.trim() !== '') && again.trim() !== address.trim()) {
    throw new Refusal('address-twice');
  }
  return checked.address;
}
