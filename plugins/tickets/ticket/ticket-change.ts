import { attempt, Refusal, type Result } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import type { Context } from '../context.ts';
import { Ticket } from '../entities/ticket.ts';
import type { TicketState } from './ticket-states.ts';

/**
 * Works on one ticket in a transaction of its own, as it is there: whoever is overtaken begins anew.
 * @returns what `work` made of it; or why not: `no-such-ticket`, and what `work` refuses.
 */
export function changeTicket<T>(
  { database }: Context,
  guild: string,
  id: string,
  work: (em: EntityManager, ticket: Ticket) => Promise<T>,
): Promise<Result<T, Refusal>> {
  return attempt(database, async (em) => {
    const ticket = await em.findOne(Ticket, { id, guild }, { disableIdentityMap: true });
    if (!ticket) {
      throw new Refusal('no-such-ticket');
    }
    return work(em, ticket);
  });
}

/** @throws Refusal when the ticket is in none of these states. */
export function need(ticket: Ticket, states: readonly TicketState[], code = 'not-open'): void {
  if (!states.includes(ticket.state)) {
    throw new Refusal(code, { number: ticket.number, user: ticket.closedBy, at: ticket.closedAt });
  }
}
