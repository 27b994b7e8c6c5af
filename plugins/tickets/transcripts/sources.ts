import { answerFacts } from '../effects/answer-facts.ts';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import type { Fact } from './entry.ts';

/** What staff wrote down about a ticket, the oldest first. */
export async function notesOf(
  ticket: Ticket,
): Promise<readonly { readonly author: string; readonly at: Date; readonly text: string }[]> {
  const notes = await plugin.parts.notes.of(ticket.id);
  return notes.map(({ author, createdAt, text }) => ({ author, at: createdAt, text }));
}

/** What the creator of a ticket answered in its form. */
export async function answersOf(ticket: Ticket): Promise<readonly Fact[]> {
  return answerFacts(ticket);
}
