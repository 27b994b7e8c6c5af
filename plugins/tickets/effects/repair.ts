import { isHere } from '@guildhall/sdk';
import { ChannelType, type Guild } from 'discord.js';
import type { Housing } from '../census.ts';
import { sameOverwrites } from '../overwrites.ts';
import plugin from '../plugin.ts';
import { arrivals } from '../ticket-states.ts';
import { overwritesNow, overwritesOn, parentOf } from './room.ts';

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
    const { othersWrite } = await plugin.host.settings(id);
    const { census, controls } = plugin.parts;
    for await (const housings of census.of(id)) {
      const wrong = housings.filter((housing) => !isRight(guild, housing, othersWrite));
      await census.doubt(wrong.map(({ ticket }) => ticket));
    }
    const stale = await controls.all({ guild: id, message: null });
    await controls.doubt(stale.filter(({ channel }) => channel !== null));
  }
}

function isRight(guild: Guild, housing: Housing, othersWrite: boolean): boolean {
  const { ticket, type } = housing;
  if (arrivals[ticket.state] || ticket.problem !== null || !ticket.channel) {
    return false;
  }
  const channel = guild.channels.cache.get(ticket.channel);
  if (channel?.type !== ChannelType.GuildText) {
    return false;
  }
  const overwrites = overwritesNow(guild, housing, othersWrite);
  const parent = parentOf(guild, { ticket, type, overwrites });
  return (
    (parent === undefined || channel.parentId === parent) && sameOverwrites(overwrites, overwritesOn(channel))
  );
}
