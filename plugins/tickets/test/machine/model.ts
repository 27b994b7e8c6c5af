import type { TicketState } from '../../ticket/ticket-states.ts';
import type { Ground } from '../ground.ts';
import type { Rooms } from './rooms.ts';

/** A ticket as the model knows it. */
export interface ModelTicket {
  creator: string;
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
  /** When it was asked for, and when staff and its guests wrote last since it is open; in minutes of the model. */
  readonly openedAt: number;
  staffAt: number | null;
  guestAt: number | null;
  /** That its creator was warned: after which words of staff, and when. */
  warned: { readonly since: number; readonly at: number } | null;
  /** When it closes because nobody answers whether it can be closed. */
  closesAt: number | null;
}

/** What the types decide: the first one closes for silence, the second one has a pause between two; in minutes. */
export const closeAfter = 240;
export const warnAfter = 180;
export const cooldown = 60;

export interface Model {
  /** How many minutes went by. */
  minutes: number;
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
