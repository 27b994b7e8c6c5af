import { type EntityManager, LockMode } from '@mikro-orm/core';
import { Ticket } from '../entities/ticket.ts';
import { isActive } from './ticket-states.ts';

/** A ticket that goes with its creator when they are forgotten. */
export type OwnTicket = Pick<Ticket, 'id' | 'guild'>;

/**
 * The tickets that somebody opened, but those that are active. All of them, active ones too, stay as they are until the
 * transaction ends: none of them is closed, or gets another creator, while some of what belongs to it is forgotten.
 */
export async function ownTickets(em: EntityManager, creator: string): Promise<OwnTicket[]> {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const orderBy = { id: 'asc' } as const;
  const tickets = await em.find(Ticket, { creator }, { lockMode, orderBy, disableIdentityMap: true });
  return tickets.filter(({ state }) => !isActive(state));
}
