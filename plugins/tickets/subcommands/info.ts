import { respond } from '@guildhall/sdk';
import { infoAnswer } from '../effects/ticket-info.ts';
import { needRight } from '../rights.ts';
import type { TicketSubcommand } from './subcommand.ts';
import { askTicket, ticketMeant } from './ticket-option.ts';

/** Shows all that is known of a ticket: the one of the channel, or the one that is named. */
export const info: TicketSubcommand = {
  name: 'info',
  menu: askTicket,

  async run(interaction) {
    const ticket = await ticketMeant(interaction);
    await needRight('info', interaction.member, ticket);
    await respond(interaction, await infoAnswer(interaction, ticket, 0));
  },
};
