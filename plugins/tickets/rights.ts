import { type Actor, Refusal } from '@guildhall/sdk';
import type { Ticket } from './entities/ticket.ts';
import type { TicketType } from './entities/ticket-type.ts';
import plugin from './plugin.ts';

/** Whether a member works on tickets of a type: one of its roles, or whoever works on all of them. */
export async function worksOn(member: Actor, type: TicketType | undefined): Promise<boolean> {
  const own = type?.staffRoles.some((role) => member.roles.cache.has(role)) ?? false;
  return own || plugin.host.may(member, 'staff');
}

/** What somebody wants to do with a ticket. @throws Refusal `not-staff` when they may not. */
export async function needStaff(member: Actor, ticket: Ticket): Promise<void> {
  if (!(await worksOn(member, await plugin.parts.types.find(ticket.guild, ticket.type)))) {
    throw new Refusal('not-staff');
  }
}

/** As {@link needStaff}; the creator may too, where the guild lets them. */
export async function needStaffOrCreator(member: Actor, ticket: Ticket): Promise<void> {
  const { creatorCloses } = await plugin.host.settings(ticket.guild);
  if (!(creatorCloses && member.id === ticket.creator)) {
    await needStaff(member, ticket);
  }
}

/** The ticket whose channel somebody is in. @throws Refusal `no-ticket-here`. */
export async function ticketHere(guild: string, channel: string): Promise<Ticket> {
  const ticket = await plugin.parts.tickets.inChannel(guild, channel);
  if (!ticket) {
    throw new Refusal('no-ticket-here');
  }
  return ticket;
}

/** The ticket that a button is about. @throws Refusal `no-such-ticket`. */
export async function ticketOf(guild: string, id: string): Promise<Ticket> {
  const ticket = await plugin.parts.tickets.find(guild, id);
  if (!ticket) {
    throw new Refusal('no-such-ticket');
  }
  return ticket;
}
