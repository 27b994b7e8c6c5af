import type { TicketState } from '../../ticket-states.ts';
import type { Ground } from '../ground.ts';

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

/** A ticket as the model knows it. */
export interface ModelTicket {
  readonly creator: string;
  /** Which of the two types. */
  type: number;
  /** The category that it was taken to, for it alone. */
  category: string | null;
  state: TicketState;
  claimedBy: string | null;
  readonly added: Set<string>;
  /** Whether Discord has a channel with its mark. */
  made: boolean;
  /** Whether its row says which channel. */
  known: boolean;
  blocked: boolean;
}

export interface Model {
  readonly tickets: ModelTicket[];
  clicks: number;
}

/** What is tested: the domain on a database, beside a Discord that is a list of channels. */
export interface Real {
  readonly ground: Ground;
  readonly guild: string;
  readonly types: readonly string[];
  readonly rooms: Rooms;
  /** The ids of the tickets, in the order of the model's. */
  readonly ids: string[];
}

/** The process ends. */
export class Crash extends Error {}
