import { Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import type { Ticket } from '../entities/ticket.ts';
import { TicketType } from '../entities/ticket-type.ts';
import type { Changes } from '../ticket/changes.ts';
import { freeSlot } from '../ticket/limits.ts';
import { changeTicket, need } from '../ticket/ticket-change.ts';
import { isActive } from '../ticket/ticket-states.ts';
import { nameLimit, typedName } from './channel-name.ts';

export const topicLimit = 300;

/** Where a ticket is to go. */
export interface Destination {
  /** The id of another type; undefined: it stays of its type. */
  readonly type?: string | undefined;
  /** The id of a category for it alone; undefined: the type's. */
  readonly category?: string | undefined;
}

/** What people change about the rooms of tickets: names, topics, and where they are. */
export class TicketRooms {
  readonly #context: Context;
  readonly #changes: Changes;

  constructor(context: Context, changes: Changes) {
    this.#context = context;
    this.#changes = changes;
  }

  /**
   * Gives the channel another name; null: the one of the type's pattern again.
   * @returns the ticket, or why not: `not-open`, `bad-name` when nothing of the name could stand in a channel's.
   */
  async rename(guild: string, id: string, name: string | null, by: string): Promise<Result<Ticket, Refusal>> {
    return changeTicket(this.#context, guild, id, async (em, ticket) => {
      need(ticket, ['open', 'closed']);
      if (name !== null && !/[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(name)) {
        throw new Refusal('bad-name', { max: nameLimit });
      }
      const wanted = name === null ? null : typedName(name, ticket.number);
      const deed = { action: 'rename', actor: by, from: ticket.name, to: wanted };
      return this.#changes.write(em, ticket, { name: wanted }, deed);
    });
  }

  /** Says what a ticket is about; null: nothing any more. @returns it, or why not: `not-open`, `topic-length`. */
  async setTopic(
    guild: string,
    id: string,
    topic: string | null,
    by: string,
  ): Promise<Result<Ticket, Refusal>> {
    return changeTicket(this.#context, guild, id, async (em, ticket) => {
      need(ticket, ['open', 'closed']);
      const wanted = topic?.replace(/\s+/g, ' ').trim() || null;
      if (wanted && wanted.length > topicLimit) {
        throw new Refusal('topic-length', { max: topicLimit });
      }
      const deed = { action: 'topic', actor: by, from: ticket.topic, to: wanted };
      return this.#changes.write(em, ticket, { topic: wanted }, deed);
    });
  }

  /**
   * Makes it a ticket of another type, or takes it to another category. Who takes part and what was answered stays.
   * @returns it, or why not: `not-open`, `no-such-type`, `there-already`, `thread-stays` for the category of a thread.
   */
  async move(
    guild: string,
    id: string,
    { type: to, category }: Destination,
    by: string,
  ): Promise<Result<Ticket, Refusal>> {
    return changeTicket(this.#context, guild, id, async (em, ticket) => {
      need(ticket, ['open', 'closed']);
      if (category && ticket.threadIn) {
        throw new Refusal('thread-stays');
      }
      const from = await em.findOneOrFail(TicketType, { guild, id: ticket.type });
      const type = to ? await em.findOne(TicketType, { guild, id: to, removedAt: null }) : from;
      if (!type) {
        throw new Refusal('no-such-type');
      }
      if (type.id === ticket.type && (category ?? null) === (ticket.category ?? null)) {
        throw new Refusal('there-already');
      }
      const change = {
        type: type.id,
        category: category ?? null,
        ...(type.id !== ticket.type &&
          isActive(ticket.state) && { slotKey: await slotFor(em, type, ticket) }),
      };
      return this.#changes.write(em, ticket, change, {
        action: 'move',
        actor: by,
        from: from.name,
        to: type.name,
      });
    });
  }
}

/** Staff may move a ticket though its creator has as many of that type as they may open. */
async function slotFor(em: EntityManager, type: TicketType, { creator, id }: Ticket): Promise<string> {
  return freeSlot(em, type, creator).catch((error) => {
    if (error instanceof Refusal) {
      return `moved:${id}`;
    }
    throw error;
  });
}
