import { arrivals, isHoused } from '../../ticket-states.ts';
import { Crash, type ModelTicket, type Real } from './model.ts';

/** Counts what is done, and ends the process when it was enough. */
export class Fuse {
  #left: number;

  constructor(steps = Number.POSITIVE_INFINITY) {
    this.#left = steps;
  }

  /** @throws Crash */
  burn(): void {
    this.#left -= 1;
    if (this.#left < 0) {
      throw new Crash();
    }
  }
}

/** Makes Discord as the row says, in the steps in which the job does it; before each of them the process may end. */
export async function settle({ ground, guild, rooms }: Real, id: string, fuse: Fuse): Promise<void> {
  const { tickets } = ground;
  for (;;) {
    const ticket = (await tickets.find(guild, id))!;
    const next = arrivals[ticket.state];
    if (ticket.state === 'deleted' || ticket.state === 'failed') {
      return;
    }
    if (ticket.state === 'requested') {
      fuse.burn();
      await tickets.arrived(ticket, 'provisioning');
    } else if (ticket.state === 'deleting') {
      const room = ticket.channel ?? rooms.of(id);
      fuse.burn();
      rooms.all.delete(room ?? '');
      fuse.burn();
      await tickets.arrived(ticket, 'deleted', { channel: null });
    } else if (ticket.channel && !rooms.all.has(ticket.channel)) {
      fuse.burn();
      await tickets.lost(ticket);
    } else if (!ticket.channel) {
      let room = rooms.of(id);
      if (!room) {
        fuse.burn();
        room = rooms.make(id);
      }
      fuse.burn();
      await tickets.housed(ticket, room);
    } else if (next) {
      fuse.burn();
      await tickets.arrived(ticket, next);
    } else {
      return;
    }
  }
}

/** What comes of the same for the model. */
export function settleModel(ticket: ModelTicket, fuse: Fuse): void {
  for (;;) {
    const next = arrivals[ticket.state];
    if (ticket.state === 'deleted' || ticket.state === 'failed') {
      return;
    }
    if (ticket.state === 'requested') {
      fuse.burn();
      Object.assign(ticket, { state: 'provisioning', blocked: false });
    } else if (ticket.state === 'deleting') {
      fuse.burn();
      ticket.made = false;
      fuse.burn();
      Object.assign(ticket, { state: 'deleted', known: false, blocked: false });
    } else if (ticket.known && !ticket.made) {
      fuse.burn();
      Object.assign(ticket, { known: false }, isHoused(ticket.state) && { state: 'deleted' });
    } else if (!ticket.known) {
      if (!ticket.made) {
        fuse.burn();
        ticket.made = true;
      }
      fuse.burn();
      Object.assign(ticket, { known: true, blocked: false });
    } else if (next) {
      fuse.burn();
      Object.assign(ticket, { state: next, blocked: false });
    } else {
      return;
    }
  }
}
