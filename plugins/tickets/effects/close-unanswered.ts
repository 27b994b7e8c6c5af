import { isHere } from '@guildhall/sdk';
import type { CloseRequest } from '../entities/close-request.ts';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { may } from '../rights.ts';
import { catchUp, pause } from './activity.ts';
import { memberNow } from './creators.ts';
import { hearAnswer } from './talks.ts';

/**
 * The time of a close request is up. What was written while the bot was away is an answer, too: where nobody can look
 * for one, the ticket stays open until somebody can.
 */
export async function closeUnanswered(guild: string, id: string): Promise<void> {
  const { closeRequests, tickets } = plugin.parts;
  const request = await closeRequests.find(guild, id);
  const ticket = request?.state === 'waiting' && (await tickets.find(guild, request.ticket));
  if (!ticket) {
    return;
  }
  const here = isHere(plugin.host.client, guild);
  if (!here || !(await catchUp(ticket))) {
    const wait = here ? pause.blind : pause.away;
    return closeRequests.later(request, new Date(plugin.host.clock.now().getTime() + wait));
  }
  await hearAnswer(ticket);
  await ((await mayBeTimed(request, ticket)) ? closeRequests.due(guild, id) : closeRequests.waits(request));
}

/** Whether the time alone closes it: what whoever opened a ticket asks of staff, only while they may close it themselves. */
async function mayBeTimed({ asks, by }: CloseRequest, ticket: Ticket): Promise<boolean> {
  if (asks === 'guest') {
    return true;
  }
  const server = plugin.host.client.guilds.cache.get(ticket.guild);
  const member = server && (await memberNow(server, by));
  return member !== undefined && may('close', member, ticket);
}
