import {
  ChannelType,
  type Guild,
  type NewsChannel,
  type PrivateThreadChannel,
  type TextChannel,
} from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import type { TicketType } from '../entities/ticket-type.ts';
import plugin from '../plugin.ts';
import type { Housing } from '../rooms/census.ts';
import type { Furnished } from '../rooms/settling.ts';
import type { TicketSettings } from '../settings.ts';

/** A channel of a ticket's own. People may turn it into one for announcements: it is the same channel. */
export type ChannelRoom = TextChannel | NewsChannel;

export const isChannelRoom = (channel: { type: ChannelType } | null | undefined): channel is ChannelRoom =>
  channel?.type === ChannelType.GuildText || channel?.type === ChannelType.GuildAnnouncement;

/** Where a ticket is in Discord: a channel of its own, or a private thread. */
export type Room = ChannelRoom | PrivateThreadChannel;

/** All that decides how the room of a ticket is to be. */
export interface Plan extends Housing {
  readonly settings: TicketSettings;
  /** Categories that the bot made, and which category each stands in for. */
  readonly homes: ReadonlyMap<string, string>;
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
