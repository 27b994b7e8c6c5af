import { askToDelete } from '../effects/questions.ts';
import { ticketHere } from '../rights.ts';
import type { TicketSubcommand } from './subcommand.ts';

/** Asks whether the channel of the ticket is really to go. */
export const remove: TicketSubcommand = {
  name: 'delete',
  menu: (sub) => sub,
  run: async (interaction) =>
    askToDelete(interaction, await ticketHere(interaction.guildId, interaction.channelId)),
};
