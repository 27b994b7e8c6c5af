import type { Guild, PrivateThreadChannel, TextChannel } from 'discord.js';
import type { Housing } from '../census.ts';
import type { Ticket } from '../entities/ticket.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import plugin from '../plugin.ts';
import type { TicketSettings } from '../settings.ts';

/** Where a ticket is in Discord: a channel of its own, or a private thread. */
export type Room = TextChannel | PrivateThreadChannel;

/** All that decides how the room of a ticket is to be. */
export interface Plan extends Housing {
  readonly settings: TicketSettings;
  /** Categories that the bot made, and which category each stands in for. */
  readonly homes: ReadonlyMap<string, string>;
}

/** What became of making a room as the plan says. */
export interface Furnished {
  /** What is not as it should be; null when all is. */
  readonly problem: string | null;
  /** Whether the ticket cannot go on like this: the wrong people may read or write in it. */
  readonly stuck: boolean;
}

/** One of the two ways in which a ticket can be in Discord. */
export interface RoomKind<R extends Room = Room> {
  /** What was made for the ticket although nobody wrote that down: the process ended at that moment. The oldest first. */
  find(guild: Guild, plan: Plan): Promise<R[]>;
  /** Makes it. @returns it, or the problem that keeps it from being made. */
  make(guild: Guild, plan: Plan): Promise<R | string>;
  /** Makes it be as the plan says; sends nothing where it is. @throws what says that it is gone. */
  furnish(room: R, plan: Plan): Promise<Furnished>;
  /** Whether it is as the plan says, as far as Discord has told us: asks nothing. */
  isRight(guild: Guild, plan: Plan): boolean;
}

/** @returns what decides how the room of a ticket is to be. */
export async function planOf(guild: Guild, ticket: Ticket, type: TicketType): Promise<Plan> {
  return {
    ticket,
    type,
    settings: await plugin.host.settings(guild.id),
    homes: await plugin.parts.overflow.homes(guild.id),
    participants: await plugin.parts.tickets.participants(ticket.id),
  };
}

export const fine: Furnished = { problem: null, stuck: false };
