import type { Message } from '@guildhall/sdk';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { notesView } from '../views/notes.ts';

/** A page of the notes about a ticket, for staff. */
export async function noteScreen(
  { locale }: { readonly locale: string },
  ticket: Ticket,
  page: number,
): Promise<Message> {
  return notesView(ticket, await plugin.parts.notes.page(ticket.id, page), plugin.host.texts.in(locale));
}
