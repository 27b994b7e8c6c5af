import { Refusal } from '@guildhall/sdk';
import { giveTranscript } from '../effects/asked-transcript.ts';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { ticketHere } from '../rights.ts';
import type { Interaction, TicketSubcommand } from './subcommand.ts';

/** Gives whoever asks all that was written in a ticket, as files. */
export const transcript: TicketSubcommand = {
  name: 'transcript',
  menu: (sub) =>
    sub.addIntegerOption((option) =>
      option.setName('number').setDescription('commands.options.number').setMinValue(1),
    ),
  run: async (interaction) => giveTranscript(interaction, await meant(interaction)),
};

/** @throws Refusal `no-such-ticket`, `no-ticket-here`. */
async function meant({ guildId, channelId, options }: Interaction): Promise<Ticket> {
  const number = options.getInteger('number');
  if (number === null) {
    return ticketHere(guildId, channelId);
  }
  const ticket = await plugin.parts.tickets.numbered(guildId, number);
  if (!ticket) {
    throw new Refusal('no-such-ticket');
  }
  return ticket;
}
