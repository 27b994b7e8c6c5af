import { isHere } from '@guildhall/sdk';
import type { Guild } from 'discord.js';
import plugin from '../plugin.ts';
import { arrivals, isHoused } from '../ticket/ticket-states.ts';
import type { Plan } from './plan.ts';
import { kindOf } from './room.ts';
import { DiscordSite } from './site.ts';

/** Makes Discord as the row of a ticket says, and leads the ticket on: see `settling.ts`. */
export async function settle(guildId: string, id: string): Promise<void> {
  const { settling, arrivals: waiting } = plugin.parts;
  const guild = plugin.host.client.guilds.cache.get(guildId);
  if (!guild || !isHere(plugin.host.client, guildId)) {
    return;
  }
  const ticket = await settling.settle(guildId, id, () => new DiscordSite(guild));
  if (ticket && (ticket.problem !== null || arrivals[ticket.state] === undefined)) {
    waiting.tell(id);
  }
}

/** Whether the room of a ticket is as it should be, as far as Discord has told us. It asks nothing. */
export function isRight(guild: Guild, plan: Plan): boolean {
  const { ticket } = plan;
  return (
    isHoused(ticket.state) &&
    arrivals[ticket.state] === undefined &&
    ticket.problem === null &&
    ticket.channel !== null &&
    kindOf(ticket).isRight(guild, plan)
  );
}
