import type { Actor, Message } from '@guildhall/sdk';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { standingOf } from '../rights.ts';
import { infoView } from '../views/info.ts';

/** What is only between staff. */
const staffOnly = ['note.add', 'note.remove', 'label.add', 'label.remove', 'pin', 'unpin'];

/** All that is known of a ticket, with a page of its record; its creator does not read what is between staff. */
export async function infoAnswer(
  { member, locale }: { readonly member: Actor; readonly locale: string },
  ticket: Ticket,
  page: number,
): Promise<Message> {
  const { shelf, types, labels, notes, tickets, activities } = plugin.parts;
  const { staff } = await standingOf(member, ticket);
  const { id, guild } = ticket;
  const [type, record, participants, borne, noted, activity] = [
    await types.find(guild, ticket.type),
    await shelf.record(id, page, staff ? [] : staffOnly),
    await tickets.participants(id),
    (await labels.on([id])).get(id) ?? [],
    await notes.count(id),
    await activities.of(id),
  ];
  const facts = { ticket, type, record, participants, labels: borne, notes: noted, activity, staff };
  return infoView(facts, plugin.host.texts.in(locale));
}
