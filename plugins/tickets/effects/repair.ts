import { isHere } from '@guildhall/sdk';
import type { AnyThreadChannel, GuildChannel } from 'discord.js';
import plugin from '../plugin.ts';
import { removeEmptyCategories } from './overflow.ts';
import { planOf } from './plan.ts';
import { isRight } from './settle.ts';
import { ticketsWithTwins } from './twins.ts';

/**
 * Compares the tickets of guilds with what Discord has told us of their channels, and has those mended that differ. It
 * asks Discord nothing: a ticket that is as it should be costs no request.
 */
export async function compareTickets(guilds: readonly string[]): Promise<void> {
  const { client } = plugin.host;
  for (const id of guilds) {
    const guild = client.guilds.cache.get(id);
    if (!guild || !isHere(client, id) || !(await plugin.host.isOn(id))) {
      continue;
    }
    const settings = await plugin.host.settings(id);
    const { census, controls, answers, overflow, transcripts } = plugin.parts;
    const homes = await overflow.homes(id);
    for await (const housings of census.of(id)) {
      const wrong = housings.filter((housing) => !isRight(guild, { ...housing, settings, homes }));
      await census.doubt(wrong.map(({ ticket }) => ticket));
    }
    await census.doubt(await ticketsWithTwins(guild));
    await removeEmptyCategories(guild);
    await transcripts.doubt(id);
    const stale = await controls.all({
      guild: id,
      $or: [{ message: null }, { trouble: { $ne: null } }],
    });
    await controls.doubt(stale.filter(({ channel }) => channel !== null));
    const unseen = await answers.all({ guild: id, message: null });
    await answers.doubt(unseen.filter(({ channel }) => channel !== null));
  }
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
