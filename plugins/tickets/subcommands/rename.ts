import { respond } from '@guildhall/sdk';
import plugin from '../plugin.ts';
import { needRight, ticketHere } from '../rights.ts';
import { nameLimit } from '../rooms/channel-name.ts';
import { orRefuse } from '../views/refusal.ts';
import { signView } from '../views/sign.ts';
import type { TicketSubcommand } from './subcommand.ts';

/** Gives the channel of the ticket another name, or the one of its type again. */
export const rename: TicketSubcommand = {
  name: 'rename',
  menu: (sub) =>
    sub.addStringOption((option) =>
      option.setName('name').setDescription('commands.options.name').setMaxLength(nameLimit),
    ),

  async run(interaction) {
    const { guildId, channelId, member, options } = interaction;
    const ticket = await ticketHere(guildId, channelId);
    await needRight('rename', member, ticket);
    const { rooms } = plugin.parts;
    orRefuse(await rooms.rename(guildId, ticket.id, options.getString('name'), member.id));
    await respond(interaction, await signView(ticket, 'rename', member.id));
  },
};
