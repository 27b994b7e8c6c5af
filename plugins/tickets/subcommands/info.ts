import { Refusal, respond } from '@guildhall/sdk';
import { infoAnswer } from '../effects/ticket-info.ts';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { needRight, ticketHere } from '../rights.ts';
import type { Interaction, TicketSubcommand } from './subcommand.ts';

/** Shows all that is known of a ticket: the one of the channel, or the one that is named. */
export const info: TicketSubcommand = {
  name: 'info',
  menu: (sub) =>
    sub.addStringOption((option) =>
      option.setName('ticket').setDescription('commands.options.ticket').setMaxLength(20),
    ),

  async run(interaction) {
    const ticket = await ticketMeant(interaction);
    await needRight('info', interaction.member, ticket);
    await respond(interaction, await infoAnswer(interaction, ticket, 0));
  },
};

/** @throws Refusal `no-such-number`, `no-ticket-here`. */
async function ticketMeant({ guildId, channelId, options }: Interaction): Promise<Ticket> {
  const typed = options.getString('ticket');
  if (typed === null) {
    return ticketHere(guildId, channelId);
  }
  const ticket = await plugin.parts.shelf.named(guildId, typed);
  if (!ticket) {
    throw new Refusal('no-such-number');
  }
  return ticket;
}
