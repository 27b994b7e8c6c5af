import { isHere } from '@guildhall/sdk';
import type { AnyThreadChannel, GuildBasedChannel, GuildChannel } from 'discord.js';
import plugin from '../plugin.ts';
import { isActive } from '../ticket/ticket-states.ts';
import { removeEmptyCategories } from './overflow.ts';
import { planOf } from './plan.ts';
import { isRight } from './settle.ts';
import { ticketsBeside, ticketsWithTwins } from './twins.ts';

/**
 * Compares the tickets of a guild with what Discord has told us of their channels, and has those mended that differ. It
 * asks Discord nothing: a ticket that is as it should be costs no request. Who is in a thread Discord does not tell: of
 * those that were not looked at since the start, each is asked for once.
 */
export async function compareTickets(id: string): Promise<void> {
  const { client } = plugin.host;
  const guild = client.guilds.cache.get(id);
  if (!guild || !isHere(client, id)) {
    // It is looked at again when Discord tells us of it.
    return;
  }
  const settings = await plugin.host.settings(id);
  const { census, controls, answers, overflow, transcripts } = plugin.parts;
  const homes = await overflow.homes(id);
  for await (const housings of census.of(id)) {
    const wrong = housings.filter((housing) => !isRight(guild, { ...housing, settings, homes }));
    await census.doubt(wrong.map(({ ticket }) => ticket));
  }
  await census.doubt(await ticketsWithTwins(guild));
  await transcripts.doubt(id);
  const stale = await controls.all({
    guild: id,
    $or: [{ message: null }, { trouble: { $ne: null } }],
  });
  await controls.doubt(stale.filter(({ channel }) => channel !== null));
  const unseen = await answers.all({ guild: id, message: null });
  await answers.doubt(unseen.filter(({ channel }) => channel !== null));
  await removeEmptyCategories(guild);
}

/** Has the ticket that is in a channel or thread put right, if it is not. */
export async function doubtUnlessRight(room: GuildChannel | AnyThreadChannel): Promise<void> {
  const { tickets, types, census } = plugin.parts;
  const ticket = await tickets.inChannel(room.guildId, room.id);
  const type = ticket && (await types.find(ticket.guild, ticket.type));
  if (ticket && type && !isRight(room.guild, await planOf(room.guild, ticket, type))) {
    await census.doubt([ticket]);
  }
}

/** Has a channel or thread looked at that just turned up, if it was made for a ticket that has another one, or is over. */
export async function doubtTwin(channel: GuildChannel | AnyThreadChannel): Promise<void> {
  const made = await ticketsBeside(channel.guild, [channel as GuildBasedChannel]);
  // One that is still being made waits for this very channel, perhaps.
  await plugin.parts.census.doubt(made.filter((ticket) => ticket.channel || !isActive(ticket.state)));
}
