import { respond } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { needRight, ticketHere } from '../rights.ts';
import { topicLimit } from '../rooms/ticket-rooms.ts';
import { orRefuse } from '../views/refusal.ts';
import { signView } from '../views/sign.ts';
import type { TicketSubcommand } from './subcommand.ts';

/** Says what the ticket is about: in its message, and above its channel. */
export const topic: TicketSubcommand = {
  name: 'topic',
  menu: (sub) =>
    sub.addStringOption((option) =>
      option.setName('text').setDescription('commands.options.topic').setMaxLength(topicLimit),
    ),

  async run(interaction) {
    const { guildId, channelId, member, options } = interaction;
    const ticket = await ticketHere(guildId, channelId);
    await needRight('topic', member, ticket);
    const { rooms } = plugin.parts;
    orRefuse(await rooms.setTopic(guildId, ticket.id, options.getString('text'), member.id));
    await respond(interaction, await signView(ticket, 'topic', member.id));
  },
};
