import { Overtaken } from '@guildhall/sdk';
import type { Ticket } from '../entities/ticket.ts';
import { arrivals, isHoused } from '../ticket/ticket-states.ts';
import type { Tickets } from '../ticket/tickets.ts';

/** There is no way with more steps than this. */
const mostSteps = 5;

/** What keeps a ticket from having its room. */
export interface Obstacle {
  /** As the row keeps it: see `problems.ts`. */
  readonly problem: string;
  /** A channel in which the ticket can be a private thread instead. */
  readonly threadIn?: string | undefined;
}

/** What became of making a room as its ticket says. */
export interface Furnished {
  /** What is not as it should be; null when all is. */
  readonly problem: string | null;
  /** Whether the ticket cannot go on like this: the wrong people may read or write in it. */
  readonly stuck: boolean;
}

/**
 * Where a ticket has its room, and what is done there: Discord. A step has one of its own. All of it may be done any
 * number of times, and the process may end before and after each of it.
 */
export interface Site<R extends { readonly id: string }> {
  /** Where a new room is to be: in which channel as a thread; null: as a channel. */
  place(ticket: Ticket): Promise<{ readonly threadIn: string | null } | Obstacle>;
  /** The room that the row names; `gone` only when Discord is sure of it. */
  room(ticket: Ticket): Promise<{ readonly room: R } | Obstacle | 'gone'>;
  /** A room that was made for it although nobody wrote that down: the process ended at that moment. */
  find(ticket: Ticket): Promise<R | undefined>;
  make(ticket: Ticket): Promise<{ readonly room: R } | Obstacle>;
  /** The row names the room now, which was just made or found. */
  housed(ticket: Ticket): Promise<void>;
  /** Makes it as the ticket is to have it; sends nothing where it is. */
  furnish(room: R, ticket: Ticket): Promise<Furnished | 'gone'>;
  /** Takes a room away, which may be gone already. @returns what keeps it from going. */
  remove(room: string, ticket: Ticket): Promise<Obstacle | undefined>;
  /** Takes away what was made for it beside its own room. */
  removeTwins(ticket: Ticket): Promise<void>;
  /** Has what stands on the room written, where that is not right. Nothing waits for it. */
  checkSign(ticket: Ticket): Promise<void>;
}

/** Leads tickets on: has their rooms made as their rows say, and writes down what became of it. */
export class Settling {
  readonly #tickets: Tickets;
  readonly #isHeld: (ticket: Ticket) => Promise<boolean>;

  /** @param isHeld whether the room of a ticket that is to go is still read. Then this is called again later. */
  constructor(tickets: Tickets, isHeld: (ticket: Ticket) => Promise<boolean>) {
    this.#tickets = tickets;
    this.#isHeld = isHeld;
  }

  /**
   * Makes the site as the row of a ticket says, and leads the ticket on where that was all that it waited for. It may run
   * any number of times, and stop anywhere: the next run goes on from there. For one ticket it must not run twice at once.
   * @param newSite the site as it is now. @returns the ticket as it is then.
   */
  async settle<R extends { readonly id: string }>(
    guild: string,
    id: string,
    newSite: () => Site<R>,
  ): Promise<Ticket | undefined> {
    let ticket = await this.#tickets.find(guild, id);
    // Before this run nobody can have asked for a channel, so there is none to look for.
    const fresh = ticket?.state === 'requested';
    for (let steps = 0; ticket && steps < mostSteps; steps += 1) {
      const { version } = ticket;
      await this.step(ticket, newSite(), fresh).catch((error) => {
        // Somebody changed it meanwhile: the next step sees how it is now.
        if (!(error instanceof Overtaken)) {
          throw error;
        }
      });
      ticket = await this.#tickets.find(guild, id);
      if (ticket?.version === version) {
        break;
      }
    }
    return ticket;
  }

  /**
   * Leads a ticket one state on. @param fresh whether nobody can have asked for its room yet.
   * @throws Overtaken when it is not as `ticket` any more.
   */
  async step<R extends { readonly id: string }>(ticket: Ticket, site: Site<R>, fresh = false): Promise<void> {
    switch (ticket.state) {
      case 'deleted':
      case 'failed':
        return site.removeTwins(ticket);
      case 'requested':
        return this.#begin(ticket, site);
      case 'deleting':
        return this.#remove(ticket, site);
      default:
        return this.#house(ticket, site, fresh);
    }
  }

  /** Decides what kind of room it is to be. From then on one may be there that nobody knows of. */
  async #begin<R extends { readonly id: string }>(ticket: Ticket, site: Site<R>): Promise<void> {
    const place = await site.place(ticket);
    if ('problem' in place) {
      await this.#tickets.troubled(ticket, place.problem);
      return;
    }
    await this.#tickets.arrived(ticket, 'provisioning', { threadIn: place.threadIn });
  }

  async #house<R extends { readonly id: string }>(
    ticket: Ticket,
    site: Site<R>,
    fresh: boolean,
  ): Promise<void> {
    const found = ticket.channel ? await site.room(ticket) : await newRoom(ticket, site, fresh);
    if (found === 'gone') {
      return this.#tickets.lost(ticket);
    }
    if ('problem' in found) {
      return this.#unhoused(ticket, found);
    }
    const known = ticket.channel ? ticket : await this.#tickets.housed(ticket, found.room.id);
    if (!ticket.channel) {
      await site.housed(known);
    }
    const furnished = await site.furnish(found.room, known);
    if (furnished === 'gone') {
      return this.#tickets.lost(known);
    }
    const { problem, stuck } = furnished;
    const told = await this.#tickets.troubled(known, problem);
    await site.removeTwins(told);
    if (!stuck && isHoused(told.state)) {
      await site.checkSign(told);
    }
    const next = arrivals[told.state];
    if (next && !stuck) {
      await this.#tickets.arrived(told, next, { problem });
    }
  }

  /** What has no place for a channel becomes a private thread. */
  async #unhoused(ticket: Ticket, { problem, threadIn }: Obstacle): Promise<void> {
    await (threadIn ? this.#tickets.rehouse(ticket, threadIn) : this.#tickets.troubled(ticket, problem));
  }

  async #remove<R extends { readonly id: string }>(ticket: Ticket, site: Site<R>): Promise<void> {
    // What was written in it is read first. Then the transcript has this done again.
    if (ticket.channel && (await this.#isHeld(ticket))) {
      return;
    }
    const there = ticket.channel ?? (await site.find(ticket))?.id;
    const obstacle = there && (await site.remove(there, ticket));
    if (obstacle) {
      await this.#tickets.troubled(ticket, obstacle.problem);
      return;
    }
    await site.removeTwins(ticket);
    await this.#tickets.arrived(ticket, there ? 'deleted' : 'failed', { channel: null });
  }
}

async function newRoom<R extends { readonly id: string }>(
  ticket: Ticket,
  site: Site<R>,
  fresh: boolean,
): Promise<{ readonly room: R } | Obstacle> {
  const found = fresh ? undefined : await site.find(ticket);
  return found ? { room: found } : site.make(ticket);
}
