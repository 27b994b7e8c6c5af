import { type Page, pageOf, Refusal, type Result } from '@guildhall/sdk';
import type { Context } from '../context.ts';
import { Note } from '../entities/note.ts';
import type { Ticket } from '../entities/ticket.ts';
import type { Changes } from './changes.ts';
import { changeTicket } from './ticket-change.ts';

/** Characters of a note. */
export const noteLimit = 1000;
/** Notes of one ticket. */
export const notesLimit = 100;
/** Notes on a page: with all their characters they fit into an embed. */
export const notesShown = 3;

/** What staff write down about tickets for themselves. The record says that somebody did, and never what. */
export class Notes {
  readonly #context: Context;
  readonly #changes: Changes;

  constructor(context: Context, changes: Changes) {
    this.#context = context;
    this.#changes = changes;
  }

  /** Writes one down. @returns it, or why not: `empty-note`, `note-length`, `too-many-notes`. */
  async add(guild: string, ticket: string, text: string, by: string): Promise<Result<Note, Refusal>> {
    return changeTicket(this.#context, guild, ticket, async (em, seen) => {
      const words = text.trim();
      if (words === '') {
        throw new Refusal('empty-note');
      }
      if (words.length > noteLimit) {
        throw new Refusal('note-length', { max: noteLimit });
      }
      if ((await em.count(Note, { ticket })) >= notesLimit) {
        throw new Refusal('too-many-notes', { max: notesLimit });
      }
      const note = em.create(Note, {
        id: this.#context.newId(),
        ticket,
        guild,
        author: by,
        createdAt: this.#context.clock.now(),
        text: words,
      });
      await this.#changes.write(em, seen, {}, { action: 'note.add', actor: by });
      return note;
    });
  }

  /** Takes one away for good. @returns the ticket, or why not: `no-such-note`. */
  async remove(guild: string, ticket: string, id: string, by: string): Promise<Result<Ticket, Refusal>> {
    return changeTicket(this.#context, guild, ticket, async (em, seen) => {
      if ((await em.nativeDelete(Note, { id, ticket })) === 0) {
        throw new Refusal('no-such-note');
      }
      return this.#changes.write(em, seen, {}, { action: 'note.remove', actor: by });
    });
  }

  /** All notes of a ticket, the oldest first. */
  async of(ticket: string): Promise<Note[]> {
    return this.#context.database.read().find(Note, { ticket }, { orderBy: { createdAt: 'asc', id: 'asc' } });
  }

  /** One page of them, the newest first. */
  async page(ticket: string, page: number): Promise<Page<Note>> {
    const orderBy = { createdAt: 'desc', id: 'desc' } as const;
    return pageOf(this.#context.database.read(), Note, { ticket }, { page, size: notesShown, orderBy });
  }

  async count(ticket: string): Promise<number> {
    return this.#context.database.read().count(Note, { ticket });
  }
}
