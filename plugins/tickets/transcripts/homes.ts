import { forgotten } from '@guildhall/sdk';
import type { EntityManager } from '@mikro-orm/core';
import { Ticket } from '../entities/ticket.ts';
import { Transcript } from '../entities/transcript.ts';

/** What is to lie in the folders of a ticket. */
export interface Home {
  /** The folder of its transcript. */
  readonly named: string | null;
  /** Whether copies of its files may be there: those of a ticket whose creator was forgotten go. */
  readonly copies: boolean;
}

/** What the rows say of the folders of tickets, by their ids. Those that no row knows are left out. */
export async function homesOf(
  em: EntityManager,
  tickets: readonly string[],
): Promise<ReadonlyMap<string, Home>> {
  const known = await em.find(Ticket, { id: { $in: [...tickets] } }, { fields: ['creator'] });
  const transcripts = await em.find(Transcript, { ticket: { $in: [...tickets] } }, { fields: ['folder'] });
  const folders = new Map(transcripts.map(({ ticket, folder }) => [ticket, folder ?? null]));
  return new Map(
    known.map(({ id, creator }) => [
      id,
      { named: folders.get(id) ?? null, copies: folders.has(id) || creator !== forgotten },
    ]),
  );
}
