import { attempt, conflictOf, Refusal, type Result } from '@guildhall/sdk';
import type { Context } from './context.ts';
import { Method } from './entities/method.ts';

/** Discord shows at most so many choices in a menu. */
export const methodLimit = 25;
export const methodNameLimit = 40;
export const instructionsLimit = 1_000;

/** The ways to pay that a guild offers. */
export class Methods {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** @returns the way, or why not: `method-name`, `method-text`, `name-taken`, `too-many-methods`. */
  async add(
    guild: string,
    { name: typed, instructions: text }: Pick<Method, 'name' | 'instructions'>,
    by: string,
  ): Promise<Result<Method, Refusal>> {
    const { audit, clock, database, newId } = this.#context;
    return attempt(database, async (em) => {
      const [name, instructions] = [typed.trim(), text.trim()];
      if (name === '' || name.length > methodNameLimit) {
        throw new Refusal('method-name', { max: methodNameLimit });
      }
      if (instructions === '' || instructions.length > instructionsLimit) {
        throw new Refusal('method-text', { max: instructionsLimit });
      }
      if ((await em.count(Method, { guild, removedAt: null })) >= methodLimit) {
        throw new Refusal('too-many-methods', { max: methodLimit });
      }
      const method = em.create(Method, {
        id: newId(),
        guild,
        name,
        instructions,
        createdAt: clock.now(),
        removedAt: null,
        version: 1,
        nameKey: `${guild}:${name.toLowerCase()}`,
      });
      await em.flush().catch((error) => {
        throw conflictOf(error) ? new Refusal('name-taken', { name }) : error;
      });
      await audit.write(em, { guild, actor: by, action: 'method-add', target: name, to: instructions });
      return method;
    });
  }

  /** Takes a way to pay away. Orders that use it go on. @returns it, or why not: `no-such-method`. */
  async remove(guild: string, id: string, by: string): Promise<Result<Method, Refusal>> {
    const { audit, clock, database } = this.#context;
    return attempt(database, async (em) => {
      const method = await em.findOne(Method, { guild, id, removedAt: null });
      if (!method) {
        throw new Refusal('no-such-method');
      }
      Object.assign(method, { removedAt: clock.now(), nameKey: null, version: method.version + 1 });
      await em.flush();
      await audit.write(em, { guild, actor: by, action: 'method-remove', target: method.name });
      return method;
    });
  }

  /** Those that are offered, the oldest first. */
  async of(guild: string): Promise<Method[]> {
    return this.#context.database
      .read()
      .find(Method, { guild, removedAt: null }, { orderBy: { createdAt: 'asc', id: 'asc' } });
  }
}
