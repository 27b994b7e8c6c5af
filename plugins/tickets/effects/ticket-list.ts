import type { Actor, Message } from '@guildhall/sdk';
import type { TicketType } from '../entities/ticket-type.ts';
import plugin from '../plugin.ts';
import { hasStaffRole } from '../rights.ts';
import type { Sight, TicketFilter } from '../ticket/ticket-shelf.ts';
import { ticketList } from '../views/ticket-list.ts';

/** All types, also those that were taken away: their tickets go on. */
const allTypes = async (guild: string): Promise<TicketType[]> => [
  ...(await plugin.parts.types.offered(guild)),
  ...(await plugin.parts.types.removed(guild)),
];

/** What a member may see in lists: what they work on, and what they opened. */
export async function sightOf(member: Actor): Promise<Sight> {
  if (await plugin.host.may(member, 'staff')) {
    return { member: member.id };
  }
  const types = await allTypes(member.guild.id);
  return {
    member: member.id,
    types: types.filter((type) => hasStaffRole(member, type)).map(({ id }) => id),
    roles: [...member.roles.cache.keys()],
  };
}

/** A page of the tickets that fit, as far as the member may see them. */
export async function listAnswer(
  { member, locale }: { readonly member: Actor; readonly locale: string },
  filter: TicketFilter,
  page: number,
): Promise<Message> {
  const { shelf, labels } = plugin.parts;
  const guild = member.guild.id;
  const found = await shelf.page(guild, filter, await sightOf(member), page);
  const all = await allTypes(guild);
  const borne = await labels.on(found.rows.map(({ id }) => id));
  const names = new Map(all.map(({ id, name }) => [id, name]));
  const label = (await labels.offered(guild)).find(({ id }) => id === filter.label)?.name;
  return ticketList({ page: found, filter, names, borne, label }, plugin.host.texts.in(locale));
}
