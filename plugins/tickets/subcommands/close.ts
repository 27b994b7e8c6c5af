import { respond } from '@guildhall/sdk';
import { act } from '../acts.ts';
import { askToClose } from '../effects/questions.ts';
import { ticketHere } from '../rights.ts';
import { reasonLimit } from '../ticket/tickets.ts';
import { doneView } from '../views/done.ts';
import type { TicketSubcommand } from './subcommand.ts';

/** Closes the ticket of the channel; whoever gives no reason is asked for one. */
export const close: TicketSubcommand = {
  name: 'close',
  menu: (sub) =>
    sub.addStringOption((option) =>
      option.setName('reason').setDescription('commands.options.reason').setMaxLength(reasonLimit),
    ),

  async run(interaction) {
    const { guildId, channelId, member, options } = interaction;
    const ticket = await ticketHere(guildId, channelId);
    const reason = options.getString('reason');
    if (reason === null) {
      return askToClose(interaction, ticket);
    }
    await respond(
      interaction,
      await doneView('close', await act('close', member, ticket, reason), member.id),
    );
  },
};
