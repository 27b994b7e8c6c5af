import { type Page, pageOf } from '@guildhall/sdk';
import { type FilterQuery, QueryOrder } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Activity } from '../entities/activity.ts';
import { Happening } from '../entities/happening.ts';
import { Label } from '../entities/label.ts';
import { Participant } from '../entities/participant.ts';
import { Ticket } from '../entities/ticket.ts';
import { TicketLabel } from '../entities/ticket-label.ts';
import { activeStates, type TicketState, ticketStates } from './ticket-states.ts';

/** Tickets on a page of a list. */
export const ticketsShown = 8;
/** Lines of a record on a page: at their longest they fit into Discord's 6000 characters, with the facts above them. */
export const linesShown = 10;

/** Which states people ask for. */
export const stateFilters = ['open', 'closed', 'archived', 'deleted', 'any'] as const;
export type StateFilter = (typeof stateFilters)[number];

const statesOf: Readonly<Record<StateFilter, readonly TicketState[]>> = {
  open: activeStates,
  closed: ['closing', 'closed'],
  archived: ['archived'],
  deleted: ['deleting', 'deleted', 'failed'],
  any: ticketStates,
};

/** Which tickets somebody asks for; open ones where no state is named. */
export interface TicketFilter {
  readonly state?: StateFilter | undefined;
  readonly type?: string | undefined;
  readonly staff?: string | undefined;
  readonly creator?: string | undefined;
  /** The id of a label. */
  readonly label?: string | undefined;
  readonly priority?: number | undefined;
  /** Somebody waits for an answer of staff. */
  readonly unanswered?: boolean | undefined;
}

/** What somebody may see: tickets of these types (all of them where they are undefined), those that one of their roles was called to, and their own. */
export interface Sight {
  readonly member: string;
  readonly types?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
}

/** Finds tickets in the database, whether or not Discord still has something of them. */
export class TicketShelf {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Tickets that fit: the pinned ones first, then the most urgent ones, then the newest ones. */
  async page(guild: string, filter: TicketFilter, sight: Sight, page: number): Promise<Page<Ticket>> {
    return pageOf(this.#context.database.read(), Ticket, await this.#where(guild, filter, sight), {
      page,
      size: ticketsShown,
      orderBy: {
        pinnedAt: QueryOrder.DESC_NULLS_LAST,
        priority: QueryOrder.DESC,
        number: QueryOrder.DESC,
      },
    });
  }

  /** What happened to a ticket, the newest first. @param without actions that the reader is not to see. */
  async record(ticket: string, page: number, without: readonly string[] = []): Promise<Page<Happening>> {
    return pageOf(
      this.#context.database.read(),
      Happening,
      { ticket, action: { $nin: [...without] } },
      { page, size: linesShown, orderBy: { version: 'desc', at: 'desc', id: 'desc' } },
    );
  }

  /** The ticket with this number, or with this id. @param typed such as `42`, `#0042` or `a1b2c3d4e5f6`. */
  async named(guild: string, typed: string): Promise<Ticket | undefined> {
    const text = typed.trim().replace(/^#/, '');
    const em = this.#context.database.read();
    const byNumber = /^\d{1,9}$/.test(text) && (await em.findOne(Ticket, { guild, number: Number(text) }));
    return byNumber || ((await em.findOne(Ticket, { guild, id: text })) ?? undefined);
  }

  async #where(guild: string, filter: TicketFilter, sight: Sight): Promise<FilterQuery<Ticket>> {
    const { state = 'open', type, staff, creator, label, priority, unanswered } = filter;
    const em = this.#context.database.read();
    const all: FilterQuery<Ticket>[] = [{ guild, state: { $in: [...statesOf[state]] } }];
    if (sight.types) {
      const called = await em.find(Participant, { subject: { $in: [...(sight.roles ?? [])] }, staff: true });
      all.push({
        $or: [
          { type: { $in: [...sight.types] } },
          { id: { $in: called.map(({ ticket }) => ticket) } },
          { creator: sight.member },
        ],
      });
    }
    if (label !== undefined) {
      const borne = await em.find(TicketLabel, { label, guild }, { fields: ['ticket'] });
      all.push({ id: { $in: borne.map(({ ticket }) => ticket) } });
    }
    if (unanswered) {
      const waiting = await em.find(Activity, { guild, askedAt: { $ne: null } }, { fields: ['ticket'] });
      all.push({ id: { $in: waiting.map(({ ticket }) => ticket) } });
    }
    return {
      $and: [
        ...all,
        ...(type ? [{ type }] : []),
        ...(staff ? [{ claimedBy: staff }] : []),
        ...(creator ? [{ creator }] : []),
        ...(priority === undefined ? [] : [{ priority }]),
      ],
    };
  }

  /** The id of a label, by its name. */
  async labelNamed(guild: string, name: string): Promise<string | undefined> {
    const nameKey = `${guild}:${name.replace(/\s+/g, ' ').trim().toLowerCase()}`.slice(0, 64);
    return (await this.#context.database.read().findOne(Label, { nameKey }))?.id;
  }
}
