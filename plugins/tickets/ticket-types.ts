import { attempt, err, flushOrConflict, Refusal, type Result } from '@guildhall/sdk';
import type { Context } from './context.ts';
import { Ticket } from './entities/ticket.ts';
import { TicketType } from './entities/ticket-type.ts';

/** Discord's menus hold 25 entries. */
export const typeLimit = 25;

/** What an administrator decides about a type. */
export type TypeDraft = Pick<
  TicketType,
  | 'name'
  | 'emoji'
  | 'staffRoles'
  | 'openCategory'
  | 'closedCategory'
  | 'namePattern'
  | 'welcome'
  | 'perPerson'
>;

/** The kinds of ticket that guilds offer. */
export class TicketTypes {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Those that can be opened, in their order. */
  async offered(guild: string): Promise<TicketType[]> {
    return this.#context.database
      .read()
      .find(TicketType, { guild, removedAt: null }, { orderBy: { position: 'asc', id: 'asc' } });
  }

  /** One type, also one that was taken away. */
  async find(guild: string, id: string): Promise<TicketType | undefined> {
    return (await this.#context.database.read().findOne(TicketType, { guild, id })) ?? undefined;
  }

  /** Adds a type behind the others. @returns it, or why not: `type-name-taken`, `too-many-types`. */
  async add(guild: string, draft: TypeDraft, by: string): Promise<Result<TicketType, Refusal>> {
    const name = draft.name.replace(/\s+/g, ' ').trim();
    return attempt(this.#context.database, async (em) => {
      const there = await em.count(TicketType, { guild, removedAt: null });
      if (there >= typeLimit) {
        throw new Refusal('too-many-types', { max: typeLimit });
      }
      const type = em.create(TicketType, {
        ...draft,
        name,
        id: this.#context.newId(),
        guild,
        position: there,
        version: 1,
        nameKey: `${guild}:${name.toLowerCase()}`,
      });
      if (await flushOrConflict(em)) {
        throw new Refusal('type-name-taken', { name });
      }
      await this.#context.audit.write(em, {
        guild,
        actor: by,
        action: 'type.add',
        target: type.id,
        to: name,
      });
      return type;
    });
  }

  /** Takes a type out of the menus. Its tickets go on. @returns it, or why not: `no-such-type`. */
  async remove(guild: string, id: string, by: string): Promise<Result<TicketType, Refusal>> {
    const type = await this.find(guild, id);
    if (!type || type.removedAt) {
      return err(new Refusal('no-such-type'));
    }
    return attempt(this.#context.database, async (em) => {
      const removedAt = this.#context.clock.now();
      await em.nativeUpdate(TicketType, { id }, { removedAt, nameKey: null, version: type.version + 1 });
      const { name } = type;
      await this.#context.audit.write(em, {
        guild,
        actor: by,
        action: 'type.remove',
        target: id,
        from: name,
      });
      return { ...type, removedAt, nameKey: null };
    });
  }

  /** How many tickets of a type there are that are not over. */
  async inUse(type: string): Promise<number> {
    return this.#context.database.read().count(Ticket, { type, state: { $nin: ['deleted', 'failed'] } });
  }
}
