import { Refusal } from '@guildhall/sdk';
import type { SlashCommandSubcommandBuilder } from 'discord.js';
import type { Ticket } from '../entities/ticket.ts';
import plugin from '../plugin.ts';
import { ticketHere } from '../rights.ts';
import type { Interaction } from './subcommand.ts';

/** Lets people name a ticket by its number or its id: not all have a channel, and nobody is in all channels. */
export const askTicket = (sub: SlashCommandSubcommandBuilder) =>
  sub.addStringOption((option) =>
    option.setName('ticket').setDescription('commands.options.ticket').setMaxLength(20),
  );

/** The ticket that is named, else that of the channel. @throws Refusal `no-such-number`, `no-ticket-here`. */
export async function ticketMeant({ guildId, channelId, options }: Interaction): Promise<Ticket> {
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
