import { respond } from '@guildhall/sdk';
import { listOf } from '../effects/answer-list.ts';
import { needRight, ticketHere } from '../rights.ts';
import type { TicketSubcommand } from './subcommand.ts';

/** Shows what was answered in the form of the channel's ticket, and lets it be changed. */
export const answers: TicketSubcommand = {
  name: 'answers',
  menu: (sub) => sub,
  async run(interaction) {
    const { guildId, channelId, member } = interaction;
    const ticket = await ticketHere(guildId, channelId);
    await needRight('answers', member, ticket);
    await respond(interaction, await listOf(interaction, ticket, 0));
  },
};
