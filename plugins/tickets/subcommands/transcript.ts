import { giveTranscript } from '../effects/asked-transcript.ts';
import type { TicketSubcommand } from './subcommand.ts';
import { askTicket, ticketMeant } from './ticket-option.ts';

/** Gives whoever asks all that was written in a ticket, as files. */
export const transcript: TicketSubcommand = {
  name: 'transcript',
  menu: askTicket,
  run: async (interaction) => giveTranscript(interaction, await ticketMeant(interaction)),
};
