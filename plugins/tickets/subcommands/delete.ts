import { askToDelete } from '../effects/questions.ts';
import type { TicketSubcommand } from './subcommand.ts';
import { askTicket, ticketMeant } from './ticket-option.ts';

/** Asks whether a ticket is really to go: that of the channel, or any other, also one that has no channel yet. */
export const remove: TicketSubcommand = {
  name: 'delete',
  menu: askTicket,
  run: async (interaction) => askToDelete(interaction, await ticketMeant(interaction)),
};
