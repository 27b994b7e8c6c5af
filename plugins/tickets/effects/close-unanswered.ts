import { automatic } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { catchUp } from './activity.ts';

/** The time of a close request is up. What was written while the bot was away is an answer, too. */
export async function closeUnanswered(guild: string, id: string): Promise<void> {
  const { closeRequests, tickets, types, activities } = plugin.parts;
  const request = await closeRequests.find(guild, id);
  const ticket = request?.state === 'waiting' && (await tickets.find(guild, request.ticket));
  const type = ticket && (await types.find(guild, ticket.type));
  if (!ticket || !type) {
    return;
  }
  await catchUp(ticket, type);
  const activity = await activities.of(ticket.id);
  const at = request.asks === 'guest' ? activity?.guestAt : activity?.staffAt;
  if (at && at > request.askedAt) {
    await closeRequests.wrote(ticket, { side: request.asks, by: automatic });
  }
  await closeRequests.due(guild, id);
}
