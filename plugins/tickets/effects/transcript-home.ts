import { join } from 'node:path';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { copiesName } from '../transcripts/attempts.ts';
import { numberWords } from '../views/words.ts';

/** Where all transcripts lie. */
export const transcriptsFolder = (): string => join(plugin.host.dataFolder, 'transcripts');

/** Where the transcripts of a ticket lie. */
export const homeOf = ({ guild, id }: Pick<Ticket, 'guild' | 'id'>): string =>
  join(transcriptsFolder(), guild, id);

/** Where the copies of the files of a ticket lie. All of its transcripts share them. */
export const filesOf = (ticket: Pick<Ticket, 'guild' | 'id'>): string => join(homeOf(ticket), copiesName);

/** What the files of a transcript are called, without an ending. */
export const fileName = ({ number }: Pick<Ticket, 'number'>): string => `ticket-${numberWords(number)}`;
