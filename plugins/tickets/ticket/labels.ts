import { attempt, conflictOf, Overtaken, Refusal, type Result, rowsOf } from '@guildhall/sdk';
import { type EntityManager, LockMode } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Label } from '../entities/label.ts';
import { Ticket } from '../entities/ticket.ts';
import { TicketLabel } from '../entities/ticket-label.ts';
import { lockGuild } from '../guild-lock.ts';
import type { ControlMessages } from '../rooms/control-messages.ts';
import type { Changes } from './changes.ts';
import { changeTicket, need } from './ticket-change.ts';
import { housedStates } from './ticket-states.ts';

/** Characters of a label. */
export const labelLength = 30;
/** Labels of a guild. */
export const labelLimit = 50;
/** Tickets that are looked up at once. */
const lookUp = 500;
/** Labels on one ticket: they all fit into its message, and into a line of a list. */
export const labelsOnTicket = 5;

/** The words that a guild sorts its tickets by. A label is there from its first use until it is deleted. */
export class Labels {
  readonly #context: Context;
  readonly #changes: Changes;
  readonly #controls: ControlMessages;

  constructor(context: Context, changes: Changes, controls: ControlMessages) {
    this.#context = context;
    this.#changes = changes;
    this.#controls = controls;
  }

  /** All labels of a guild by their names. */
  async offered(guild: string): Promise<Label[]> {
    return this.#context.database.read().find(Label, { guild }, { orderBy: { nameKey: 'asc' } });
  }

  /** What tickets bear, by the tickets' ids: names in order. */
  async on(tickets: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const em = this.#context.database.read();
    const borne = await em.find(TicketLabel, { ticket: { $in: [...tickets] } });
    const ids = [...new Set(borne.map(({ label }) => label))];
    const labels = await em.find(Label, { id: { $in: ids } }, { orderBy: { nameKey: 'asc' } });
    return new Map(
      tickets.map((ticket) => {
        const own = new Set(borne.filter((one) => one.ticket === ticket).map(({ label }) => label));
        return [ticket, labels.filter(({ id }) => own.has(id)).map(({ name }) => name)];
      }),
    );
  }

  /**
   * Puts a label on a ticket; one that the guild does not have is made. @returns the ticket, or why not: `label-length`,
   * `too-many-labels`, `too-many-on-ticket`, `labelled-already`, `not-open`.
   */
  async put(guild: string, id: string, name: string, by: string): Promise<Result<Ticket, Refusal>> {
    return changeTicket(this.#context, guild, id, async (em, ticket) => {
      need(ticket, ['open', 'closed', 'archived']);
      const label = (await keptNamed(em, guild, name)) ?? (await this.#make(em, guild, name));
      if ((await em.count(TicketLabel, { ticket: id, label: label.id })) > 0) {
        throw new Refusal('labelled-already', { name: label.name });
      }
      if ((await em.count(TicketLabel, { ticket: id })) >= labelsOnTicket) {
        throw new Refusal('too-many-on-ticket', { max: labelsOnTicket });
      }
      em.create(TicketLabel, { ticket: id, label: label.id, guild });
      return this.#changes
        .write(em, ticket, {}, { action: 'label.add', actor: by, to: label.name })
        .catch(anew);
    });
  }

  /** Takes a label off a ticket. @returns the ticket, or why not: `not-labelled`. */
  async takeOff(guild: string, id: string, name: string, by: string): Promise<Result<Ticket, Refusal>> {
    return changeTicket(this.#context, guild, id, async (em, ticket) => {
      const label = await named(em, guild, name);
      if (!label || (await em.nativeDelete(TicketLabel, { ticket: id, label: label.id })) === 0) {
        throw new Refusal('not-labelled', { name: tidy(name) });
      }
      const deed = { action: 'label.remove', actor: by, from: label.name };
      return this.#changes.write(em, ticket, {}, deed);
    });
  }

  /** The ids of the types of tickets that are there and bear a label. */
  async typesWith(guild: string, name: string): Promise<string[]> {
    const em = this.#context.database.read();
    const label = await named(em, guild, name);
    const bearers = label ? await bearersOf(em, label) : [];
    return [...new Set(bearers.map(({ type }) => type))];
  }

  /**
   * Takes a label off all tickets and out of the guild: their messages show it no more. @returns on how many it was, or why
   * not: `no-such-label`.
   */
  async delete(guild: string, name: string, by: string): Promise<Result<number, Refusal>> {
    return attempt(this.#context.database, async (em) => {
      const label = await keptNamed(em, guild, name);
      if (!label) {
        throw new Refusal('no-such-label', { name: tidy(name) });
      }
      const bearers = await bearersOf(em, label);
      const borne = await em.nativeDelete(TicketLabel, { label: label.id });
      await em.nativeDelete(Label, { id: label.id });
      await this.#context.audit.write(em, {
        guild,
        actor: by,
        action: 'label.delete',
        target: label.name,
        to: borne,
      });
      // Whoever changes a ticket writes the audit log before its message, too: so no two wait for each other.
      for (const { id } of bearers) {
        await this.#controls.changed(em, { guild, ticket: id });
      }
      return borne;
    });
  }

  /** @returns a new one; or that which somebody made at this moment. */
  async #make(em: EntityManager, guild: string, typed: string): Promise<Label> {
    const name = tidy(typed);
    if (name === '' || name.length > labelLength) {
      throw new Refusal('label-length', { max: labelLength });
    }
    await lockGuild(em, guild);
    const same = await keptNamed(em, guild, name);
    if (same) {
      return same;
    }
    if ((await em.count(Label, { guild })) >= labelLimit) {
      throw new Refusal('too-many-labels', { max: labelLimit });
    }
    const label = em.create(Label, { id: this.#context.newId(), guild, name, nameKey: keyOf(guild, name) });
    await em.flush().catch(anew);
    return label;
  }
}

/** The tickets that are there and bear a label. */
async function bearersOf(em: EntityManager, { id: label }: Label): Promise<Pick<Ticket, 'id' | 'type'>[]> {
  const bearers: Pick<Ticket, 'id' | 'type'>[] = [];
  for await (const rows of rowsOf(em, TicketLabel, { label }, { fields: [], by: 'ticket', size: lookUp })) {
    const there = { id: { $in: rows.map(({ ticket }) => ticket) }, state: { $in: [...housedStates] } };
    bearers.push(...(await em.find(Ticket, there, { fields: ['type'], disableIdentityMap: true })));
  }
  return bearers;
}

/** Somebody made the same one at this moment. */
function anew(error: unknown): never {
  throw conflictOf(error) ? new Overtaken() : error;
}

const tidy = (name: string) => name.replace(/\s+/g, ' ').trim();

const keyOf = (guild: string, name: string) => `${guild}:${tidy(name).toLowerCase()}`;

const named = (
  em: EntityManager,
  guild: string,
  name: string,
  lockMode?: typeof LockMode.PESSIMISTIC_WRITE,
) =>
  em.findOne(Label, { nameKey: keyOf(guild, name).slice(0, 64) }, lockMode === undefined ? {} : { lockMode });

/** The same, kept from all others who put it on a ticket or delete it until the transaction ends. */
const keptNamed = (em: EntityManager, guild: string, name: string) =>
  named(em, guild, name, LockMode.PESSIMISTIC_WRITE);
