import type { Ticket } from '../../entities/ticket.ts';
import type { Furnished, Site } from '../../rooms/settling.ts';
import type { Fuse } from './fuse.ts';

interface Room {
  readonly id: string;
}

/** No channel has the id of another one, in whatever server. */
let made = 0;

/** The channels that Discord has, each with the ticket whose mark it carries. */
export class Rooms {
  readonly all = new Map<string, string>();

  make(ticket: string): string {
    made += 1;
    const room = String(300_000_000_000_000_000n + BigInt(made));
    this.all.set(room, ticket);
    return room;
  }

  of(ticket: string): string | undefined {
    return [...this.all].find(([, owner]) => owner === ticket)?.[0];
  }
}

/**
 * A Discord that is nothing but channels and their marks, and does all that it is asked for: how a channel is made as it
 * should be is seen where the real bot runs. The process may end before each change of it.
 */
export class RoomSite implements Site<Room> {
  readonly #rooms: Rooms;
  readonly #fuse: Fuse;

  constructor(rooms: Rooms, fuse: Fuse) {
    this.#rooms = rooms;
    this.#fuse = fuse;
  }

  async place(): Promise<{ threadIn: null }> {
    return { threadIn: null };
  }

  async room({ channel }: Ticket): Promise<{ room: Room } | 'gone'> {
    return this.#rooms.all.has(channel!) ? { room: { id: channel! } } : 'gone';
  }

  async find({ id }: Ticket): Promise<Room | undefined> {
    const room = this.#rooms.of(id);
    return room ? { id: room } : undefined;
  }

  async make({ id }: Ticket): Promise<{ room: Room }> {
    this.#fuse.burn();
    return { room: { id: this.#rooms.make(id) } };
  }

  async furnish({ id }: Room): Promise<Furnished | 'gone'> {
    return this.#rooms.all.has(id) ? { problem: null, stuck: false } : 'gone';
  }

  async remove(room: string): Promise<undefined> {
    this.#fuse.burn();
    this.#rooms.all.delete(room);
  }

  async housed(): Promise<void> {}
  async removeTwins(): Promise<void> {}
  async checkSign(): Promise<void> {}
}
