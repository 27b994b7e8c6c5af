import { type Actor, Refusal } from '@guildhall/sdk';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { standingOf, ticketOf } from '../rights.ts';
import { shown } from '../views/refusal.ts';

/**
 * Whether a member may answer a close request: those who were asked say yes or no, those who asked may take it back.
 * @returns the ticket. @throws Refusal `request-over`, `not-asked`.
 */
export async function needAnswerRight(
  member: Actor,
  guild: string,
  id: string,
  agrees: boolean,
): Promise<Ticket> {
  const request = await plugin.parts.closeRequests.find(guild, id);
  if (request?.state !== 'waiting') {
    throw new Refusal('request-over');
  }
  const ticket = await ticketOf(guild, request.ticket);
  const { staff, creator } = await standingOf(member, ticket);
  const asked = request.asks === 'guest' ? creator : staff && member.id !== request.by;
  if (!asked && (agrees || !(staff || creator))) {
    throw shown(
      new Refusal(request.asks === 'guest' ? 'not-asked' : 'not-asked-staff', { user: ticket.creator }),
    );
  }
  return ticket;
}
